package tools.peak.lake.statistics;

/** Quantiles of samples. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The value below which a share of a sample lies, interpolated between neighbours: definition 7
   * of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
   * Statistician 50 (1996), as {@code peak aggregate}, numpy and pandas have it.
   *
   * @param sorted finite values, the lowest first
   * @param share from 0 to 1
   * @return NaN of no values
   */
  public static double of(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
