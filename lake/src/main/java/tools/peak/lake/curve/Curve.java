package tools.peak.lake.curve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.stream.IntStream;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.curve.TimedPoints;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * The equity curve of a run, by time. The points of one instant keep the order that they were
 * written in: the last of them is what the instant ended with.
 */
public final class Curve {
  private final String runId;
  private final TimedPoints points;

  /**
   * A curve of these points. A point without time, or whose equity is NULL, NaN or infinite, can't
   * be placed: it is left out and counted.
   *
   * @param micros times since 1970, UTC, in microseconds; {@link Long#MIN_VALUE} where there is
   *     none
   * @param equity as many values, in currency
   */
  public Curve(String runId, long[] micros, double[] equity) {
    this.runId = runId;
    this.points =
        TimedPoints.of(new EquityCurve(Times.ofMicros(micros), Doubles.of(equity, new BitSet())));
  }

  public String runId() {
    return runId;
  }

  public int size() {
    return points.size();
  }

  /** Points that could not be placed. */
  public int leftOut() {
    return points.leftOut();
  }

  /** The time of a point. */
  public Instant time(int point) {
    return Instant.EPOCH.plus(micros(point), ChronoUnit.MICROS);
  }

  /** The same in microseconds since 1970, UTC. */
  public long micros(int point) {
    return points.micros(point);
  }

  /** The value of a point, finite. */
  public double equity(int point) {
    return points.equity(point);
  }

  /** The last point not after a time; −1 where there is none. */
  public int last(long atMicros) {
    int from = 0;
    int end = size();
    while (from < end) {
      int middle = (from + end) >>> 1;
      if (micros(middle) <= atMicros) {
        from = middle + 1;
      } else {
        end = middle;
      }
    }
    return from - 1;
  }

  /**
   * The underwater curve: how far each point lies below the highest before it, a fraction of at
   * most 0. Points before a peak that is above zero are left out.
   */
  public Curve underwater() {
    double[] falls = new double[size()];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < falls.length; i++) {
      peak = Math.max(peak, equity(i));
      falls[i] = peak > 0 ? equity(i) / peak - 1 : Double.NaN;
    }
    return with(falls);
  }

  /** The same curve in other units: each value times a factor. */
  Curve times(double factor) {
    return with(IntStream.range(0, size()).mapToDouble(i -> equity(i) * factor).toArray());
  }

  private Curve with(double[] values) {
    return new Curve(runId, IntStream.range(0, size()).mapToLong(this::micros).toArray(), values);
  }

  /** The values of some points. */
  double[] equity(int from, int end) {
    double[] values = new double[end - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = equity(from + i);
    }
    return values;
  }
}
