package tools.peak.lake.curve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a curve below an earlier peak.
 *
 * @param start its first point below the peak
 * @param valley its deepest point, the first of equal ones
 * @param end its last point below the peak: the one before the recovery, or the curve's last
 * @param depth the valley over the peak, − 1; a fraction below 0
 * @param days whole days from start to end, + 1
 * @param recovered whether the peak was reached again
 */
public record Drawdown(
    Instant start, Instant valley, Instant end, double depth, long days, boolean recovered) {

  /**
   * All of a curve, the deepest first, then the earliest. The deepest is the curve's maximum
   * drawdown (see {@link tools.peak.evidence.curve.CurveMetrics#maxDrawdown}). Start, valley, end
   * and days as quantstats' {@code drawdown_details} has them, whose depth is in percent. A peak
   * that is not above zero has no drawdown.
   */
  public static List<Drawdown> of(Curve curve) {
    List<Drawdown> all = new ArrayList<>();
    int peak = 0;
    int start = -1;
    int valley = -1;
    for (int i = 1; i < curve.size(); i++) {
      if (curve.equity(i) < curve.equity(peak)) {
        start = start < 0 ? i : start;
        valley = valley < 0 || curve.equity(i) < curve.equity(valley) ? i : valley;
      } else {
        add(all, curve, peak, start, valley, i - 1, true);
        peak = i;
        start = -1;
        valley = -1;
      }
    }
    add(all, curve, peak, start, valley, curve.size() - 1, false);
    all.sort(Comparator.comparingDouble(Drawdown::depth).thenComparing(Drawdown::start));
    return all;
  }

  private static void add(
      List<Drawdown> all,
      Curve curve,
      int peak,
      int start,
      int valley,
      int end,
      boolean recovered) {
    if (start < 0 || curve.equity(peak) <= 0) {
      return;
    }
    all.add(
        new Drawdown(
            curve.time(start),
            curve.time(valley),
            curve.time(end),
            curve.equity(valley) / curve.equity(peak) - 1,
            Duration.between(curve.time(start), curve.time(end)).toDays() + 1,
            recovered));
  }
}
