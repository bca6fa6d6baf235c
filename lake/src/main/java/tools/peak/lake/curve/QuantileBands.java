package tools.peak.lake.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.peak.lake.statistics.Quantiles;

/**
 * What many curves have in common: at even times, quantiles of the values of those that have begun
 * and not ended.
 *
 * @param quantiles a curve for each share that was asked for
 * @param least how many curves the fewest of the times have
 * @param most how many the most
 */
public record QuantileBands(List<Curve> quantiles, int least, int most) {
  public QuantileBands {
    quantiles = List.copyOf(quantiles);
  }

  /**
   * Takes the last value of each curve not after a time.
   *
   * @param curves in one unit, each with at least one point
   * @param times how many, at least 2
   * @param shares from 0 to 1
   */
  public static QuantileBands of(List<Curve> curves, int times, List<Double> shares) {
    long first = curves.stream().mapToLong(curve -> curve.micros(0)).min().orElse(0);
    long last = curves.stream().mapToLong(curve -> curve.micros(curve.size() - 1)).max().orElse(0);
    long[] at =
        IntStream.range(0, times)
            .mapToLong(i -> first + Math.round((double) (last - first) * i / (times - 1)))
            .toArray();
    double[][] values = new double[shares.size()][times];
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < times; i++) {
      double[] sample = valuesAt(curves, at[i]);
      least = Math.min(least, sample.length);
      most = Math.max(most, sample.length);
      for (int q = 0; q < values.length; q++) {
        values[q][i] = Quantiles.of(sample, shares.get(q));
      }
    }
    List<Curve> quantiles = new ArrayList<>();
    for (double[] quantile : values) {
      quantiles.add(new Curve("", at, quantile));
    }
    return new QuantileBands(quantiles, least, most);
  }

  private static double[] valuesAt(List<Curve> curves, long micros) {
    double[] values = new double[curves.size()];
    int count = 0;
    for (Curve curve : curves) {
      int point = curve.last(micros);
      if (point >= 0 && curve.micros(curve.size() - 1) >= micros) {
        values[count++] = curve.equity(point);
      }
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
