package tools.peak.lake.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.peak.lake.query.filter.Grain;

class CurveTest {
  private static final long DAY = 86_400_000_000L;
  private static final double EXACT = 1e-12;

  private static Curve days(double... equity) {
    long[] micros = new long[equity.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = i * DAY;
    }
    return new Curve("x", micros, equity);
  }

  @Test
  void points_that_can_not_be_placed_are_left_out_and_the_rest_is_by_time() {
    Curve curve =
        new Curve(
            "x",
            new long[] {2 * DAY, 0, Long.MIN_VALUE, DAY, DAY},
            new double[] {3, 1, 9, Double.NaN, 2});
    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.leftOut()).isEqualTo(2);
    assertThat(curve.equity(1)).isEqualTo(2);
    assertThat(curve.equity(2)).isEqualTo(3);
  }

  @Test
  void the_last_of_several_points_at_a_time_is_what_it_ended_with() {
    Curve curve = new Curve("x", new long[] {0, 0, DAY}, new double[] {1, 2, 3});
    assertThat(curve.last(-1)).isEqualTo(-1);
    assertThat(curve.last(0)).isEqualTo(1);
    assertThat(curve.last(DAY - 1)).isEqualTo(1);
    assertThat(curve.last(5 * DAY)).isEqualTo(2);
  }

  @Test
  void periods_multiply_up_to_the_whole_and_empty_ones_have_no_row() {
    Curve curve =
        new Curve("x", new long[] {0, DAY, 40 * DAY, 100 * DAY}, new double[] {100, 110, 99, 132});
    assertThat(PeriodReturn.of(curve, Grain.MONTH))
        .extracting(PeriodReturn::period)
        .containsExactly("1970-01", "1970-02", "1970-04");
    double product =
        PeriodReturn.of(curve, Grain.MONTH).stream()
            .mapToDouble(one -> 1 + one.value())
            .reduce(1, (a, b) -> a * b);
    assertThat(product).isCloseTo(1.32, within(EXACT));
    assertThat(PeriodReturn.of(curve, Grain.WEEK).getFirst().period()).isEqualTo("1970-W01");
    assertThat(PeriodReturn.of(curve, Grain.QUARTER))
        .extracting(PeriodReturn::period)
        .containsExactly("1970-Q1", "1970-Q2");
  }

  @Test
  void a_loss_of_everything_has_no_return_after_it() {
    assertThat(PeriodReturn.of(days(100, 0, 50), Grain.DAY))
        .extracting(PeriodReturn::value)
        .containsExactly(0.0, -1.0, Double.NaN);
  }

  @Test
  void a_drawdown_lasts_until_its_peak_is_reached_again() {
    assertThat(Drawdown.of(days(100, 90, 95, 100, 80, 120, 60)))
        .containsExactly(
            new Drawdown(at(6), at(6), at(6), -0.5, 1, false),
            new Drawdown(at(4), at(4), at(4), 80 / 100.0 - 1, 1, true),
            new Drawdown(at(1), at(1), at(2), 90 / 100.0 - 1, 2, true));
  }

  @Test
  void too_short_a_curve_says_nothing() {
    assertThat(PeriodReturn.of(days(100), Grain.MONTH)).isEmpty();
    assertThat(Drawdown.of(days())).isEmpty();
    assertThat(RollingWindow.of(days(100, 101), 2)).isEmpty();
    assertThat(RollingWindow.of(days(100, 0, 101), 2)).isEmpty();
    assertThat(RollingWindow.of(days(100, 101, 99), 2)).hasSize(1);
  }

  private static Instant at(int day) {
    return Instant.ofEpochSecond(day * 86_400L);
  }
}
