package tools.peak.lake.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An interval for a mean by resampling: B. Efron, "Bootstrap Methods: Another Look at the
 * Jackknife", The Annals of Statistics 7 (1979); the percentile interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Bootstrap(double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final long MOST_DRAWS = 200_000_000;
  private static final int LEAST_RESAMPLES = 1_000;

  /**
   * The interval that holds the middle 95 % of the means of resamples, of as many values each,
   * drawn with replacement: 10,000 resamples, fewer of more than 20,000 values, but never less than
   * 1,000. The same values and seed give the same interval. NaN of fewer than two values.
   */
  public static Bootstrap ofMean(double[] values, long seed) {
    int n = values.length;
    if (n < 2) {
      return new Bootstrap(Double.NaN, Double.NaN);
    }
    int resamples = Math.clamp(MOST_DRAWS / n, LEAST_RESAMPLES, RESAMPLES);
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int draw = 0; draw < n; draw++) {
        sum += values[random.nextInt(n)];
      }
      means[i] = sum / n;
    }
    Arrays.sort(means);
    return new Bootstrap(Quantiles.of(means, 0.025), Quantiles.of(means, 0.975));
  }
}
