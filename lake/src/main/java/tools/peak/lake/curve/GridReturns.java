package tools.peak.lake.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The returns of a curve, prepared once for all pairs that it stands in. Of two curves with points
 * at the very same instants it gives what {@link CommonReturns} gives, without going through their
 * times.
 */
final class GridReturns {
  private static final int NONE = -1;

  private final int grid;
  private final double[] returns;
  private final double mean;
  private final double deviation;

  private GridReturns(int grid, double[] returns) {
    this.grid = grid;
    this.returns = returns;
    this.mean = CommonReturns.mean(returns);
    this.deviation = CommonReturns.deviation(returns);
  }

  /** Of each curve. */
  static List<GridReturns> of(List<Curve> curves) {
    Map<Instants, Integer> grids = new HashMap<>();
    List<GridReturns> all = new ArrayList<>();
    for (Curve curve : curves) {
      int grid =
          isPlain(curve) ? grids.computeIfAbsent(new Instants(curve), _ -> grids.size()) : NONE;
      all.add(new GridReturns(grid, grid == NONE ? new double[0] : returns(curve)));
    }
    return all;
  }

  /** Instants as a key: equal where all of them are. */
  private static final class Instants {
    private final long[] micros;

    Instants(Curve curve) {
      micros = new long[curve.size()];
      Arrays.setAll(micros, curve::micros);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Instants those && Arrays.equals(micros, those.micros);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(micros);
    }
  }

  /** Whether each instant has one point, and each point a return. */
  private static boolean isPlain(Curve curve) {
    for (int i = 0; i < curve.size(); i++) {
      if (curve.equity(i) <= 0 || (i > 0 && curve.micros(i) == curve.micros(i - 1))) {
        return false;
      }
    }
    return curve.size() > 1;
  }

  private static double[] returns(Curve curve) {
    double[] returns = new double[curve.size() - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = curve.equity(i + 1) / curve.equity(i) - 1;
    }
    return returns;
  }

  boolean sharesGrid(GridReturns other) {
    return grid != NONE && grid == other.grid;
  }

  int size() {
    return returns.length;
  }

  /** As {@link CommonReturns#correlation}; the other one's instants are the same. */
  double correlation(GridReturns other) {
    int n = returns.length;
    double deviations = deviation * other.deviation;
    if (n < 3 || deviations == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (returns[i] - mean) * (other.returns[i] - other.mean);
    }
    return Math.clamp(sum / (n - 1) / deviations, -1, 1);
  }
}
