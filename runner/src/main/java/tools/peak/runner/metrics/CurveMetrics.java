package tools.peak.runner.metrics;

import java.time.Duration;

/**
 * What an equity curve says. All of it is derived from the points E<sub>0</sub> … E<sub>n</sub> and
 * the simple returns r<sub>i</sub> = E<sub>i</sub> / E<sub>i−1</sub> − 1 between them; no rate of
 * interest is assumed. Where a definition divides by zero, IEEE 754 decides: a gain without any
 * drawdown has an infinite {@link #calmar()}, a flat curve has NaN.
 *
 * <p><b>What would be no more than noise is NaN.</b> Equal returns differ by the rounding of the
 * curve's points, and a mean over that is a number of fourteen digits that means nothing: {@link
 * #sharpe()}, {@link #sortino()} and {@link #calmar()} need a deviation beyond it. A growth rate of
 * less than 30 days, to the power of twelve and more, is no rate of a year.
 *
 * <p><b>Annualisation.</b> {@link #periodsPerYear()} counts the returns there really were in a year
 * of the data's own calendar: n returns between the first and the last timestamp, over that time in
 * years of 365.25 days. Five-minute bars around the clock give 105,192, a stock's daily bars some
 * 252, without being told of weekends, nights or holidays; the median distance of two bars would
 * give 365 for the stock, since it never sees the weekends.
 */
public final class CurveMetrics {
  /**
   * Some units in the last place of 1 + r: what the points' own rounding makes of equal returns.
   */
  private static final double ROUNDING = 32 * 0x1p-52;

  private static final double SHORTEST_YEARS = 30 / 365.25;

  private static final double MICROS_PER_YEAR = Duration.ofHours(8_766).toNanos() / 1e3;

  private final double[] equity;
  private final double[] returns;
  private final double years;

  /**
   * A curve of at least two points.
   *
   * @param equity the points, all above zero
   * @param elapsedMicros time from the first to the last point, above zero
   */
  public CurveMetrics(double[] equity, long elapsedMicros) {
    if (equity.length < 2 || elapsedMicros <= 0) {
      throw new IllegalArgumentException(equity.length + " points in " + elapsedMicros + " µs");
    }
    this.equity = equity.clone();
    this.years = elapsedMicros / MICROS_PER_YEAR;
    this.returns = new double[equity.length - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = equity[i + 1] / equity[i] - 1;
    }
  }

  /** Returns a year: see the class. */
  public double periodsPerYear() {
    return returns.length / years;
  }

  /** The last point over the first, − 1; a fraction. */
  public double totalReturn() {
    return equity[equity.length - 1] / equity[0] - 1;
  }

  /**
   * The deepest fall from an earlier peak, min(E<sub>i</sub> / max<sub>j≤i</sub> E<sub>j</sub> −
   * 1); a fraction, ≤ 0. The opposite sign of ta4j's MaximumDrawdownCriterion.
   */
  public double maxDrawdown() {
    double peak = equity[0];
    double deepest = 0;
    for (double value : equity) {
      peak = Math.max(peak, value);
      deepest = Math.min(deepest, value / peak - 1);
    }
    return deepest;
  }

  /**
   * Compound annual growth rate, (1 + total return)<sup>1/years</sup> − 1; a fraction a year. NaN
   * of less than 30 days; from data much shorter than a year it extrapolates wildly.
   */
  public double cagr() {
    return years < SHORTEST_YEARS ? Double.NaN : Math.pow(1 + totalReturn(), 1 / years) - 1;
  }

  /** Sample standard deviation (n − 1) of the returns × √(periods per year); a fraction. */
  public double volatility() {
    return deviation() * Math.sqrt(periodsPerYear());
  }

  /**
   * Mean over sample standard deviation (n − 1) of the returns, × √(periods per year), with a
   * risk-free rate of 0; NaN where the deviation is no more than rounding or there is only one
   * return. W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21 (1994).
   */
  public double sharpe() {
    double deviation = deviation();
    return isRounding(deviation) ? Double.NaN : mean() / deviation * Math.sqrt(periodsPerYear());
  }

  /**
   * Mean of the returns over their downside deviation √(Σ min(r, 0)² / n), the target being 0 and n
   * counting all returns, × √(periods per year); infinite if nothing was ever lost, NaN where all
   * returns are equal but for rounding. F. A. Sortino and L. N. Price, "Performance Measurement in
   * a Downside Risk Framework", Journal of Investing 3 (1994).
   */
  public double sortino() {
    if (isRounding(deviation())) {
      return Double.NaN;
    }
    double squares = 0;
    for (double r : returns) {
      squares += r < 0 ? r * r : 0;
    }
    return mean() / Math.sqrt(squares / returns.length) * Math.sqrt(periodsPerYear());
  }

  /**
   * CAGR over the size of the maximum drawdown, here of the whole curve; NaN of less than 30 days,
   * and where all returns are equal but for rounding. T. W. Young, "Calmar Ratio: A Smoother Tool",
   * Futures (October 1991), takes the last three years.
   */
  public double calmar() {
    return isRounding(deviation()) ? Double.NaN : cagr() / Math.abs(maxDrawdown());
  }

  /**
   * Root mean square of the drawdowns at all points; a fraction (other tools give percent). P. G.
   * Martin and B. B. McCann, "The Investor's Guide to Fidelity Funds" (1989).
   */
  public double ulcerIndex() {
    double peak = equity[0];
    double squares = 0;
    for (double value : equity) {
      peak = Math.max(peak, value);
      double drawdown = value / peak - 1;
      squares += drawdown * drawdown;
    }
    return Math.sqrt(squares / equity.length);
  }

  /** Total return over the size of the maximum drawdown. */
  public double recoveryFactor() {
    return totalReturn() / Math.abs(maxDrawdown());
  }

  /** The arithmetic mean of the points, in currency. */
  double meanEquity() {
    double sum = 0;
    for (double value : equity) {
      sum += value;
    }
    return sum / equity.length;
  }

  double firstEquity() {
    return equity[0];
  }

  private double mean() {
    double sum = 0;
    for (double r : returns) {
      sum += r;
    }
    return sum / returns.length;
  }

  private static boolean isRounding(double deviation) {
    return deviation <= ROUNDING;
  }

  private double deviation() {
    double mean = mean();
    double squares = 0;
    for (double r : returns) {
      squares += (r - mean) * (r - mean);
    }
    return Math.sqrt(squares / (returns.length - 1));
  }
}
