package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

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
  void equal_returns_have_no_sharpe() {
    assertThat(new CurveMetrics(new double[] {100, 200, 400}, YEAR).sharpe()).isNaN();
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
