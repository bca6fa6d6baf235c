package tools.peak.lake.curve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.peak.evidence.curve.CurveMetrics;

/**
 * What the last returns up to a point say.
 *
 * @param end the window's last point
 * @param sharpe as {@link CurveMetrics#sharpe} of the window's returns
 * @param volatility as {@link CurveMetrics#volatility} of them, a fraction a year
 */
public record RollingWindow(Instant end, double sharpe, double volatility) {
  /**
   * All windows of so many returns. Each is annualised by the whole curve's {@link
   * CurveMetrics#periodsPerYear}, so that a weekend inside a window doesn't move it; quantstats'
   * {@code rolling_sharpe} and {@code rolling_volatility} give the same when told that number (by
   * default they take 252), but for windows that are no more than rounding, which are NaN here.
   * Nothing of a curve that is shorter, takes no time, or has a point that is not above zero.
   *
   * @param returns at least 2
   */
  public static List<RollingWindow> of(Curve curve, int returns) {
    List<RollingWindow> windows = new ArrayList<>();
    int size = curve.size();
    if (size <= returns || curve.micros(0) == curve.micros(size - 1) || !isPositive(curve)) {
      return windows;
    }
    double microsAReturn = (double) (curve.micros(size - 1) - curve.micros(0)) / (size - 1);
    long window = Math.max(1, Math.round(microsAReturn * returns));
    for (int end = returns; end < size; end++) {
      CurveMetrics metrics = new CurveMetrics(curve.equity(end - returns, end + 1), window);
      windows.add(new RollingWindow(curve.time(end), metrics.sharpe(), metrics.volatility()));
    }
    return windows;
  }

  private static boolean isPositive(Curve curve) {
    for (int i = 0; i < curve.size(); i++) {
      if (curve.equity(i) <= 0) {
        return false;
      }
    }
    return true;
  }
}
