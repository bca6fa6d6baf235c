package tools.peak.lake.curve;

import java.time.Duration;
import java.util.Arrays;

/**
 * The returns of two curves between the instants at which both have a point; of several points at
 * one instant the last counts. A return after a point that is not above zero is none, for both.
 */
public final class CommonReturns {
  private static final double MICROS_PER_YEAR = Duration.ofHours(8_766).toNanos() / 1e3;

  private final double[] first;
  private final double[] second;
  private final int times;
  private final long begin;
  private final long end;
  private final double firstGrowth;
  private final double secondGrowth;

  private CommonReturns(Curve a, Curve b, int[][] places, int times) {
    double[] returnsOfA = new double[Math.max(0, times - 1)];
    double[] returnsOfB = new double[Math.max(0, times - 1)];
    int count = 0;
    for (int i = 1; i < times; i++) {
      double fromA = a.equity(places[0][i - 1]);
      double fromB = b.equity(places[1][i - 1]);
      if (fromA > 0 && fromB > 0) {
        returnsOfA[count] = a.equity(places[0][i]) / fromA - 1;
        returnsOfB[count] = b.equity(places[1][i]) / fromB - 1;
        count++;
      }
    }
    this.first = Arrays.copyOf(returnsOfA, count);
    this.second = Arrays.copyOf(returnsOfB, count);
    this.times = times;
    this.begin = times == 0 ? 0 : a.micros(places[0][0]);
    this.end = times == 0 ? 0 : a.micros(places[0][times - 1]);
    this.firstGrowth = growth(a, places[0], times);
    this.secondGrowth = growth(b, places[1], times);
  }

  private static double growth(Curve curve, int[] places, int times) {
    return times < 2 || curve.equity(places[0]) <= 0
        ? Double.NaN
        : curve.equity(places[times - 1]) / curve.equity(places[0]) - 1;
  }

  /** Of two curves. */
  public static CommonReturns of(Curve a, Curve b) {
    int most = Math.min(a.size(), b.size());
    int[][] places = new int[2][most];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      i = lastOfInstant(a, i);
      j = lastOfInstant(b, j);
      if (a.micros(i) == b.micros(j)) {
        places[0][count] = i++;
        places[1][count++] = j++;
      } else if (a.micros(i) < b.micros(j)) {
        i++;
      } else {
        j++;
      }
    }
    return new CommonReturns(a, b, places, count);
  }

  private static int lastOfInstant(Curve curve, int point) {
    int last = point;
    while (last + 1 < curve.size() && curve.micros(last + 1) == curve.micros(point)) {
      last++;
    }
    return last;
  }

  /** How many instants they have in common. */
  public int times() {
    return times;
  }

  /** How many returns. */
  public int size() {
    return first.length;
  }

  /** The return of the first curve. */
  public double first(int i) {
    return first[i];
  }

  /** The return of the second, of the same stretch of time. */
  public double second(int i) {
    return second[i];
  }

  /** The first curve at the last common instant over the first one, − 1; NaN of fewer than two. */
  public double firstGrowth() {
    return firstGrowth;
  }

  /** The same of the second. */
  public double secondGrowth() {
    return secondGrowth;
  }

  /** Returns a year, between the first and the last common instant; NaN where that is no time. */
  public double periodsPerYear() {
    return end > begin ? first.length / ((end - begin) / MICROS_PER_YEAR) : Double.NaN;
  }

  /**
   * Pearson's correlation of the returns; NaN of fewer than three, and where the returns of one are
   * equal but for rounding.
   */
  public double correlation() {
    int n = first.length;
    if (n < 3) {
      return Double.NaN;
    }
    double deviations = deviation(first) * deviation(second);
    return deviations == 0 ? Double.NaN : Math.clamp(covariance() / deviations, -1, 1);
  }

  /** Sample covariance, n − 1. */
  double covariance() {
    double meanOfFirst = mean(first);
    double meanOfSecond = mean(second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += (first[i] - meanOfFirst) * (second[i] - meanOfSecond);
    }
    return sum / (first.length - 1);
  }

  /** Of the second's returns. */
  double secondVariance() {
    double deviation = deviation(second);
    return deviation * deviation;
  }

  /** The first's returns less the second's. */
  double[] differences() {
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
    }
    return differences;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Sample standard deviation, n − 1; 0 where it is no more than rounding. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(sum / (values.length - 1));
    return deviation <= 32 * 0x1p-52 ? 0 : deviation;
  }
}
