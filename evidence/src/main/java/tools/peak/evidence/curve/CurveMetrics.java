package tools.peak.evidence.curve;

import java.io.IOException;
import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * What an equity curve says. All of it is derived from the points E<sub>0</sub> … E<sub>n</sub> and
 * the simple returns r<sub>i</sub> = E<sub>i</sub> / E<sub>i−1</sub> − 1 between them; no rate of
 * interest is assumed. Where a definition divides by zero, IEEE 754 decides: a gain without any
 * drawdown has an infinite {@link #calmar()}, a flat curve has NaN. After a point that is not above
 * zero there is no return: what goes by returns is NaN then, total return and drawdown are not.
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

  private final double years;
  private final Points points;

  /** The points of a curve, from the first to the last. */
  @FunctionalInterface
  public interface Curve {
    void forEach(DoubleConsumer taker) throws IOException;
  }

  /**
   * A curve of at least two points.
   *
   * @param equity the points, the first of them above zero
   * @param elapsedMicros time from the first to the last point, above zero
   */
  public CurveMetrics(double[] equity, long elapsedMicros) {
    this(points(equity), elapsedMicros);
  }

  private CurveMetrics(Points points, long elapsedMicros) {
    if (points.count < 2 || elapsedMicros <= 0) {
      throw new IllegalArgumentException(points.count + " points in " + elapsedMicros + " µs");
    }
    this.years = elapsedMicros / MICROS_PER_YEAR;
    this.points = points;
  }

  /**
   * Of a curve that is too long to be held: it is gone through once.
   *
   * @throws IOException if it can't be gone through
   */
  public static CurveMetrics of(Curve curve, long elapsedMicros) throws IOException {
    Points points = new Points();
    curve.forEach(points::add);
    return new CurveMetrics(points, elapsedMicros);
  }

  /**
   * Of all points of a curve.
   *
   * @param curve at least two points, the first of them above zero, and time between them
   */
  public static CurveMetrics of(TimedPoints curve) {
    Points points = new Points();
    for (int i = 0; i < curve.size(); i++) {
      points.add(curve.equity(i));
    }
    return new CurveMetrics(points, curve.micros(curve.size() - 1) - curve.micros(0));
  }

  private static Points points(double[] equity) {
    Points points = new Points();
    for (double value : equity) {
      points.add(value);
    }
    return points;
  }

  /**
   * What one pass over the points tells. Returns are summed up by their distance from the first of
   * them: that is one of the sample, so what cancels out is never more than the sample's own size
   * times its variance, and equal returns give a variance of nothing but rounding.
   */
  private static final class Points {
    private long count;
    private double first;
    private double last;
    private double peak;
    private double deepest;
    private double fallSquares;
    private double sum;
    private double firstReturn;
    private double distances;
    private double distanceSquares;
    private double lossSquares;

    void add(double value) {
      if (count == 0) {
        first = value;
        peak = value;
      } else {
        addReturn(last > 0 ? value / last - 1 : Double.NaN);
      }
      if (value >= peak) {
        peak = value;
      } else {
        double fall = value / peak - 1;
        fallSquares += fall * fall;
        if (fall < deepest) {
          deepest = fall;
        }
      }
      sum += value;
      last = value;
      count++;
    }

    private void addReturn(double value) {
      if (count == 1) {
        firstReturn = value;
      }
      double distance = value - firstReturn;
      distances += distance;
      distanceSquares += distance * distance;
      if (value < 0) {
        lossSquares += value * value;
      }
    }

    long returns() {
      return count - 1;
    }

    double mean() {
      return firstReturn + distances / returns();
    }

    /** Of the sample, n − 1. */
    double variance() {
      double squares = distanceSquares - distances * distances / returns();
      return Math.max(squares, 0) / (returns() - 1);
    }
  }

  /** Returns a year: see the class. */
  public double periodsPerYear() {
    return points.returns() / years;
  }

  /** The last point over the first, − 1; a fraction. */
  public double totalReturn() {
    return points.last / points.first - 1;
  }

  /**
   * The deepest fall from an earlier peak, min(E<sub>i</sub> / max<sub>j≤i</sub> E<sub>j</sub> −
   * 1); a fraction, ≤ 0. The opposite sign of ta4j's MaximumDrawdownCriterion.
   */
  public double maxDrawdown() {
    return points.deepest;
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
    return mean() / Math.sqrt(points.lossSquares / points.returns()) * Math.sqrt(periodsPerYear());
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
    return Math.sqrt(points.fallSquares / points.count);
  }

  /** Total return over the size of the maximum drawdown. */
  public double recoveryFactor() {
    return totalReturn() / Math.abs(maxDrawdown());
  }

  /** The arithmetic mean of the points, in currency. */
  public double meanEquity() {
    return points.sum / points.count;
  }

  /** The first point, in currency. */
  public double firstEquity() {
    return points.first;
  }

  private double mean() {
    return points.mean();
  }

  private static boolean isRounding(double deviation) {
    return deviation <= ROUNDING;
  }

  private double deviation() {
    return Math.sqrt(points.variance());
  }
}
