package tools.peak.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Terminal;

class PlotTest {
  private static final Terminal ASCII =
      Terminal.of(Map.of("TERM", "dumb", "COLUMNS", "40", "TZ", "UTC"));

  private static List<Instant> days(int count) {
    List<Instant> days = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      days.add(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * i));
    }
    return days;
  }

  private static double[] rising(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 100 + i;
    }
    return values;
  }

  @Test
  void a_rising_curve_rises_between_labelled_axes() {
    assertThat(Plot.lines(days(101), rising(101), 5, ASCII))
        .containsExactly(
            "200 |                             *****",
            "175 |                     *********",
            "150 |            *********",
            "125 |    *********",
            "100 |*****",
            "    +----------------------------------",
            "     2024-01-01  2024-02-20  2024-04-10");
  }

  @Test
  void no_line_is_wider_than_the_terminal() {
    for (int width : new int[] {30, 61, 100, 155}) {
      Terminal terminal =
          Terminal.of(Map.of("PEAK_TERMINAL", "out", "COLUMNS", Integer.toString(width)));
      assertThat(Plot.lines(days(1_000), rising(1_000), 10, terminal))
          .hasSize(12)
          .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void short_spans_are_labelled_with_the_time_of_day() {
    List<Instant> times =
        List.of(Instant.parse("2024-01-01T09:30:00Z"), Instant.parse("2024-01-02T16:00:00Z"));
    assertThat(Plot.lines(times, new double[] {1, 2}, 3, ASCII).getLast().strip())
        .matches("2024-01-01 09:30 +2024-01-02 16:00");
  }

  @Test
  void a_spike_between_drawn_columns_is_not_lost() {
    double[] values = new double[10_000];
    values[4_321] = 1;
    assertThat(Plot.lines(days(10_000), values, 6, ASCII).getFirst()).contains("*");
  }

  @Test
  void curves_that_are_flat_single_empty_or_not_finite_are_drawn_or_said() {
    assertThat(Plot.lines(days(3), new double[] {5, 5, 5}, 4, ASCII).toString()).contains("*");
    assertThat(Plot.lines(days(1), new double[] {5}, 4, ASCII).toString()).contains("*");
    assertThat(Plot.lines(List.of(), new double[0], 4, ASCII))
        .containsExactly("(no finite value to draw)");
    assertThat(Plot.lines(days(3), new double[] {1, Double.NaN, 2}, 4, ASCII).toString())
        .contains("*");
  }

  @Test
  void axes_bear_round_values_whatever_the_curve_spans() {
    for (double[] values :
        new double[][] {
          {9_473.2, 13_051.9},
          {-0.0123, 0.0777},
          {1e-9, 3e-9},
          {-1.5e308, 1.5e308},
          {1e12, 1.4e12},
          {Double.MIN_VALUE, 2 * Double.MIN_VALUE},
          {12_345.678, 12_345.679}
        }) {
      List<String> lines = Plot.lines(days(2), values, 12, ASCII);
      List<String> labels =
          lines.stream()
              .map(line -> line.replaceFirst("[|+].*", "").strip())
              .filter(label -> !label.isEmpty())
              .limit(lines.size() - 1)
              .toList();
      assertThat(labels).as(lines.toString()).hasSizeBetween(3, 7);
    }
    assertThat(Plot.lines(days(2), new double[] {9_473.2, 13_051.9}, 12, ASCII).toString())
        .contains("13,000 |", "12,000 |", "11,000 |", "10,000 |");
  }

  @Test
  void two_curves_share_their_times() {
    List<String> lines =
        Plot.lines(
            days(3),
            List.of(
                new Plot.Series(new double[] {100, 90, 120}, 3, ""),
                new Plot.Series(new double[] {0, -10, 0}, 2, "%")),
            ASCII);
    assertThat(lines)
        .containsExactly(
            " 120 |                                *",
            " 100 |****************                *",
            "     |                ****************",
            "     +---------------------------------",
            "  0% |****************                *",
            "-10% |                ****************",
            "     +---------------------------------",
            "      2024-01-01 00:00 2024-01-03 00:00");
  }
}
