package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.curve.CurveMetrics;

class CurveMetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final long YEAR = Duration.ofHours(8_766).toNanos() / 1_000;

  /** Returns of +10 %, −10 %, +20 %, 0 % within a year. */
  private static final CurveMetrics CURVE =
      new CurveMetrics(new double[] {100, 110, 99, 118.8, 118.8}, YEAR);

  @Test
  void returns_and_drawdowns_are_those_of_the_points() {
    assertThat(CURVE.totalReturn()).isCloseTo(0.188, EXACT);
    assertThat(CURVE.maxDrawdown()).isCloseTo(-0.1, EXACT);
    assertThat(CURVE.recoveryFactor()).isCloseTo(1.88, EXACT);
    assertThat(CURVE.ulcerIndex()).isCloseTo(Math.sqrt(0.01 / 5), EXACT);
  }

  @Test
  void a_drawdown_is_measured_from_the_highest_point_before_it() {
    CurveMetrics curve = new CurveMetrics(new double[] {100, 80, 200, 150, 190, 120}, YEAR);
    assertThat(curve.maxDrawdown()).isCloseTo(-0.4, EXACT);
  }

  @Test
  void growth_is_compounded_over_the_elapsed_time() {
    assertThat(CURVE.cagr()).isCloseTo(0.188, EXACT);
    assertThat(new CurveMetrics(new double[] {100, 121}, 2 * YEAR).cagr()).isCloseTo(0.1, EXACT);
    assertThat(new CurveMetrics(new double[] {100, 110}, YEAR / 2).cagr()).isCloseTo(0.21, EXACT);
    assertThat(CURVE.calmar()).isCloseTo(1.88, EXACT);
  }

  @Test
  void sharpe_is_the_mean_over_the_sample_deviation_annualised() {
    // Mean 0.05; squares of 0.05, −0.15, 0.15, −0.05 add up to 0.05; four returns a year.
    double deviation = Math.sqrt(0.05 / 3);
    assertThat(CURVE.periodsPerYear()).isCloseTo(4, EXACT);
    assertThat(CURVE.volatility()).isCloseTo(deviation * 2, EXACT);
    assertThat(CURVE.sharpe()).isCloseTo(0.05 / deviation * 2, EXACT);
  }

  @Test
  void sortino_counts_only_the_losses_as_risk() {
    double downside = Math.sqrt(0.01 / 4);
    assertThat(CURVE.sortino()).isCloseTo(0.05 / downside * 2, EXACT);
  }

  @Test
  void a_year_has_as_many_periods_as_the_bars_really_had() {
    assertThat(new CurveMetrics(new double[253], 252 * YEAR / 252).periodsPerYear())
        .isCloseTo(252, EXACT);
    long fiveMinutes = Duration.ofMinutes(5).toNanos() / 1_000;
    assertThat(new CurveMetrics(new double[1_001], 1_000 * fiveMinutes).periodsPerYear())
        .isCloseTo(105_192, within(1e-6));
  }

  @Test
  void a_flat_curve_has_no_ratios() {
    CurveMetrics flat = new CurveMetrics(new double[] {100, 100, 100}, YEAR);
    assertThat(flat.totalReturn()).isZero();
    assertThat(flat.maxDrawdown()).isZero();
    assertThat(flat.cagr()).isZero();
    assertThat(flat.volatility()).isZero();
    assertThat(flat.ulcerIndex()).isZero();
    assertThat(flat.sharpe()).isNaN();
    assertThat(flat.sortino()).isNaN();
    assertThat(flat.calmar()).isNaN();
    assertThat(flat.recoveryFactor()).isNaN();
  }

  @Test
  void a_curve_that_never_falls_has_infinite_ratios_of_loss() {
    CurveMetrics rising = new CurveMetrics(new double[] {100, 110, 130}, YEAR);
    assertThat(rising.maxDrawdown()).isZero();
    assertThat(rising.sortino()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(rising.calmar()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(rising.recoveryFactor()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(rising.sharpe()).isPositive().isFinite();
  }

  @Test
  void equal_returns_have_no_ratios_whatever_their_rounding() {
    CurveMetrics exact = new CurveMetrics(new double[] {100, 200, 400}, YEAR);
    CurveMetrics rounded =
        new CurveMetrics(
            IntStream.range(0, 60).mapToDouble(i -> 100 * Math.pow(1.001, i)).toArray(), YEAR);
    for (CurveMetrics equal : new CurveMetrics[] {exact, rounded}) {
      assertThat(equal.sharpe()).isNaN();
      assertThat(equal.sortino()).isNaN();
      assertThat(equal.calmar()).isNaN();
      assertThat(equal.cagr()).isPositive();
    }
    assertThat(rounded.volatility()).isPositive().isLessThan(1e-13);
  }

  @Test
  void a_deviation_beyond_rounding_keeps_its_ratios_however_small() {
    CurveMetrics small =
        new CurveMetrics(growing(1_000, i -> 1 + 1e-6 + (i % 2 == 0 ? 1e-12 : -1e-12)), YEAR);
    assertThat(small.sharpe()).isCloseTo(1e6 * Math.sqrt(1_000), within(1e6));
  }

  @Test
  void growth_of_less_than_thirty_days_is_no_rate_of_a_year() {
    long day = Duration.ofDays(1).toNanos() / 1_000;
    double[] points = {100, 110, 99, 118.8};
    CurveMetrics shorter = new CurveMetrics(points, 30 * day - 1);
    assertThat(shorter.cagr()).isNaN();
    assertThat(shorter.calmar()).isNaN();
    assertThat(shorter.sharpe()).isFinite();
    assertThat(shorter.sortino()).isFinite();
    assertThat(shorter.volatility()).isFinite();
    CurveMetrics month = new CurveMetrics(points, 30 * day);
    assertThat(month.cagr()).isFinite();
    assertThat(month.calmar()).isFinite();
  }

  private static double[] growing(int bars, IntToDoubleFunction factor) {
    double[] points = new double[bars];
    points[0] = 100;
    for (int i = 1; i < bars; i++) {
      points[i] = points[i - 1] * factor.applyAsDouble(i);
    }
    return points;
  }

  @Test
  void a_first_return_far_from_the_others_costs_few_digits() {
    double[] points = growing(2_000, i -> i == 1 ? 1.7 : 1 + 1e-5 * Math.sin(i));
    double[] returns = new double[points.length - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = points[i + 1] / points[i] - 1;
    }
    double mean = DoubleStream.of(returns).average().orElseThrow();
    double squares = DoubleStream.of(returns).map(r -> (r - mean) * (r - mean)).sum();
    double deviation = Math.sqrt(squares / (returns.length - 1));

    CurveMetrics curve = new CurveMetrics(points, YEAR);

    double periods = Math.sqrt(returns.length);
    assertThat(curve.volatility() / (deviation * periods)).isCloseTo(1, within(1e-10));
    assertThat(curve.sharpe() / (mean / deviation * periods)).isCloseTo(1, within(1e-10));
  }

  @Test
  void an_account_that_was_lost_has_no_return_any_more() {
    CurveMetrics lost = new CurveMetrics(new double[] {100, -20, 30, 40}, YEAR);
    assertThat(lost.totalReturn()).isCloseTo(-0.6, EXACT);
    assertThat(lost.maxDrawdown()).isCloseTo(-1.2, EXACT);
    assertThat(lost.sharpe()).isNaN();
    assertThat(lost.sortino()).isNaN();
    assertThat(lost.volatility()).isNaN();
  }

  @Test
  void a_single_return_has_no_deviation() {
    CurveMetrics curve = new CurveMetrics(new double[] {100, 90}, YEAR);
    assertThat(curve.sharpe()).isNaN();
    assertThat(curve.volatility()).isNaN();
    assertThat(curve.maxDrawdown()).isCloseTo(-0.1, EXACT);
  }

  @Test
  void a_point_is_no_curve() {
    assertThatThrownBy(() -> new CurveMetrics(new double[] {100}, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
