package tools.peak.evidence.curve;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import tools.peak.evidence.EquityCurve;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * The points of a curve by time. A point without a time, or whose equity is missing, NaN or
 * infinite, can't be placed: it is left out and counted. The points of one instant keep the order
 * that they were written in: the last of them is what the instant ended with.
 */
public final class TimedPoints {
  private final Times times;
  private final Doubles equity;
  private final int leftOut;

  private TimedPoints(Times times, Doubles equity, int leftOut) {
    this.times = times;
    this.equity = equity;
    this.leftOut = leftOut;
  }

  /** The points of a curve; without a copy of one that is by time already, as nearly all are. */
  public static TimedPoints of(EquityCurve curve) {
    return isByTime(curve)
        ? new TimedPoints(curve.timestamps(), curve.equity(), 0)
        : sorted(curve.timestamps(), curve.equity());
  }

  private static boolean isByTime(EquityCurve curve) {
    long before = Times.MISSING;
    for (int i = 0; i < curve.size(); i++) {
      long time = curve.timestamps().get(i);
      if (time < before || !isPlaced(time, curve.equity(), i)) {
        return false;
      }
      before = time;
    }
    return true;
  }

  private static TimedPoints sorted(Times times, Doubles equity) {
    int[] places =
        IntStream.range(0, equity.size())
            .filter(i -> isPlaced(times.get(i), equity, i))
            .boxed()
            .sorted(Comparator.comparingLong(times::get))
            .mapToInt(i -> i)
            .toArray();
    return new TimedPoints(
        Times.ofMicros(IntStream.of(places).mapToLong(times::get).toArray()),
        Doubles.of(IntStream.of(places).mapToDouble(equity::get).toArray(), new BitSet()),
        equity.size() - places.length);
  }

  private static boolean isPlaced(long time, Doubles equity, int point) {
    return time != Times.MISSING && Double.isFinite(equity.get(point)) && !equity.isMissing(point);
  }

  public int size() {
    return equity.size();
  }

  /** Points that could not be placed. */
  public int leftOut() {
    return leftOut;
  }

  /** When a point was, in microseconds since 1970, UTC. */
  public long micros(int point) {
    return times.get(point);
  }

  /** The value of a point, finite. */
  public double equity(int point) {
    return equity.get(point);
  }
}
