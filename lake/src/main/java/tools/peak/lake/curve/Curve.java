package tools.peak.lake.curve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The equity curve of a run, by time. The points of one instant keep the order that they were
 * written in: the last of them is what the instant ended with.
 */
public final class Curve {
  private final String runId;
  private final long[] micros;
  private final double[] equity;
  private final int leftOut;

  /**
   * A curve of these points. A point without time, or whose equity is NULL, NaN or infinite, can't
   * be placed: it is left out and counted.
   *
   * @param micros times since 1970, UTC, in microseconds; {@link Long#MIN_VALUE} where there is
   *     none
   * @param equity as many values, in currency
   */
  public Curve(String runId, long[] micros, double[] equity) {
    int[] places =
        IntStream.range(0, equity.length)
            .filter(i -> micros[i] != Long.MIN_VALUE && Double.isFinite(equity[i]))
            .boxed()
            .sorted(Comparator.comparingLong(i -> micros[i]))
            .mapToInt(i -> i)
            .toArray();
    this.runId = runId;
    this.micros = Arrays.stream(places).mapToLong(i -> micros[i]).toArray();
    this.equity = Arrays.stream(places).mapToDouble(i -> equity[i]).toArray();
    this.leftOut = equity.length - places.length;
  }

  public String runId() {
    return runId;
  }

  public int size() {
    return equity.length;
  }

  /** Points that could not be placed. */
  public int leftOut() {
    return leftOut;
  }

  /** The time of a point. */
  public Instant time(int point) {
    return Instant.EPOCH.plus(micros[point], ChronoUnit.MICROS);
  }

  /** The same in microseconds since 1970, UTC. */
  public long micros(int point) {
    return micros[point];
  }

  /** The value of a point, finite. */
  public double equity(int point) {
    return equity[point];
  }

  /** The last point not after a time; −1 where there is none. */
  public int last(long atMicros) {
    int place = Arrays.binarySearch(micros, atMicros);
    if (place < 0) {
      return -place - 2;
    }
    while (place + 1 < micros.length && micros[place + 1] == atMicros) {
      place++;
    }
    return place;
  }

  /**
   * The underwater curve: how far each point lies below the highest before it, a fraction of at
   * most 0. Points before a peak that is above zero are left out.
   */
  public Curve underwater() {
    double[] falls = new double[equity.length];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < falls.length; i++) {
      peak = Math.max(peak, equity[i]);
      falls[i] = peak > 0 ? equity[i] / peak - 1 : Double.NaN;
    }
    return new Curve(runId, micros, falls);
  }

  /** The same curve in other units: each value times a factor. */
  Curve times(double factor) {
    return new Curve(runId, micros, Arrays.stream(equity).map(value -> value * factor).toArray());
  }

  /** The values of some points. */
  double[] equity(int from, int end) {
    return Arrays.copyOfRange(equity, from, end);
  }
}
