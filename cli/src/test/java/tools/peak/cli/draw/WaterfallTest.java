package tools.peak.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Elapsed;
import tools.peak.cli.output.Style;
import tools.peak.cli.output.Terminal;

class WaterfallTest {
  private static final long MILLI = 1_000_000;
  private static final Style PLAIN = new Style(false);

  private static Terminal terminal(int width, boolean unicode) {
    return new Terminal(true, true, width, width, false, unicode, ZoneOffset.UTC);
  }

  private static Waterfall.Span span(
      String id, @Nullable String parent, String name, long from, long millis) {
    return new Waterfall.Span("t1", id, parent, name, from * MILLI, millis * MILLI, null, Map.of());
  }

  private static List<String> lines(Waterfall.Span... spans) {
    return Waterfall.lines(List.of(spans), terminal(60, true), PLAIN);
  }

  @Test
  void bars_stand_where_spans_were_and_are_as_long_in_proportion() {
    assertThat(
            lines(
                span("c", "a", "simulate", 50, 50),
                span("a", null, "backtest.run", 0, 100),
                span("b", "a", "load", 0, 50),
                span("d", "c", "fill", 75, 25)))
        .containsExactly(
            "trace t1",
            "backtest.run   100 ms  " + "█".repeat(37),
            "├─ load       50.0 ms  " + "█".repeat(19),
            "└─ simulate   50.0 ms  " + " ".repeat(18) + "█".repeat(19),
            "   └─ fill    25.0 ms  " + " ".repeat(27) + "█".repeat(9));
  }

  @Test
  void what_is_too_short_for_a_cell_is_a_sliver() {
    List<String> lines = lines(span("a", null, "run", 0, 10_000), span("b", "a", "x", 10_000, 0));

    assertThat(lines.getLast()).endsWith(" ".repeat(30) + "▏").contains("0 ns");
  }

  @Test
  void without_unicode_it_is_drawn_in_ascii() {
    List<String> lines =
        Waterfall.lines(
            List.of(
                span("a", null, "run", 0, 100),
                span("b", "a", "x", 0, 50),
                new Waterfall.Span("t1", "c", "a", "y", 0L, 500_000L, "no bars", Map.of())),
            terminal(60, false),
            PLAIN);

    assertThat(String.join("\n", lines)).matches("\\p{ASCII}+").contains("|- x", "`- y", "500 us");
    assertThat(lines).anyMatch(line -> line.strip().equals("! no bars"));
  }

  @Test
  void errors_and_facts_stand_below_their_span() {
    assertThat(
            Waterfall.lines(
                List.of(
                    new Waterfall.Span(
                        "t1", "a", null, "run", 0L, MILLI, "no\nbars", Map.of("strategy", "macd"))),
                terminal(60, true),
                PLAIN))
        .containsSubsequence("  ✗ no\\nbars", "  strategy = macd");
  }

  @Test
  void colours_only_where_they_are_wanted() {
    Waterfall.Span failed = new Waterfall.Span("t1", "a", null, "run", 0L, 1L, "x", Map.of());

    assertThat(Waterfall.lines(List.of(failed), terminal(60, true), new Style(true)).toString())
        .contains("\u001b[31m");
    assertThat(Waterfall.lines(List.of(failed), terminal(60, true), PLAIN).toString())
        .doesNotContain("\u001b");
  }

  @Test
  void a_span_whose_parent_is_elsewhere_is_a_root_with_a_scale_of_its_own() {
    List<String> lines =
        lines(span("a", "sweep", "first", 0, 10), span("b", "sweep", "second", 1_000, 10));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).replace("first", "").strip())
        .isEqualTo(lines.get(2).replace("second", "").strip());
  }

  @Test
  void every_trace_is_named() {
    Waterfall.Span other = new Waterfall.Span("t2", "b", null, "y", 5L, 1L, null, Map.of());

    assertThat(lines(span("a", null, "x", 0, 1), other)).contains("trace t1", "trace t2");
  }

  @Test
  void spans_that_are_their_own_ancestors_are_drawn_once() {
    assertThat(
            lines(span("a", "b", "x", 0, 1), span("b", "a", "y", 0, 1), span("c", "c", "z", 0, 1)))
        .hasSize(4);
  }

  @Test
  void no_line_is_wider_than_the_terminal_however_deep_and_long() {
    List<Waterfall.Span> spans = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      spans.add(span("s" + i, i == 0 ? null : "s" + (i - 1), "夏普 ".repeat(9) + i, i, 100_000 - i));
    }
    spans.add(new Waterfall.Span("t1", "?", null, "x", null, null, "y".repeat(200), Map.of()));

    List<String> lines = Waterfall.lines(spans, terminal(80, true), PLAIN);

    assertThat(lines).hasSize(50_003);
    assertThat(lines).allMatch(line -> DisplayWidth.of(line) <= 80);
  }

  @Test
  void times_have_three_digits_and_a_unit() {
    assertThat(
            List.of(0L, 999L, 1_500L, 12_340_000L, 999_400_000L, 1_234_000_000L, 61_000_000_000L)
                .stream()
                .map(nanos -> Elapsed.text(nanos, true)))
        .containsExactly("0 ns", "999 ns", "1.50 µs", "12.3 ms", "999 ms", "1.23 s", "1 min 1 s");
    assertThat(Elapsed.text(3_720_000_000_000L, true)).isEqualTo("1 h 2 min");
    assertThat(Elapsed.text(99_980, true)).isEqualTo("100 µs");
    assertThat(Elapsed.text(9_998, true)).isEqualTo("10.0 µs");
  }
}
