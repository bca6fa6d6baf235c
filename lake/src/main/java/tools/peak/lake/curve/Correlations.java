package tools.peak.lake.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How alike the returns of runs are, pair by pair, each on the instants that the two have in common
 * (see {@link CommonReturns#correlation}).
 */
public final class Correlations {
  private static final int EVERY_ONE = 200_000;

  private final List<String> runs;
  private final double[][] values;
  private final int[][] common;

  private Correlations(List<String> runs, double[][] values, int[][] common) {
    this.runs = List.copyOf(runs);
    this.values = values;
    this.common = common;
  }

  /** Of all pairs. */
  public static Correlations of(List<Curve> curves) {
    int n = curves.size();
    double[][] values = new double[n][n];
    int[][] common = new int[n][n];
    List<GridReturns> onGrids = GridReturns.of(curves);
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j <= i; j++) {
                double correlation;
                if (onGrids.get(i).sharesGrid(onGrids.get(j))) {
                  correlation = onGrids.get(i).correlation(onGrids.get(j));
                  common[i][j] = onGrids.get(i).size();
                } else {
                  CommonReturns both = CommonReturns.of(curves.get(i), curves.get(j));
                  correlation = both.correlation();
                  common[i][j] = both.size();
                }
                values[i][j] = i == j && !Double.isNaN(correlation) ? 1 : correlation;
              }
            });
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        values[i][j] = values[j][i];
        common[i][j] = common[j][i];
      }
    }
    return new Correlations(curves.stream().map(Curve::runId).toList(), values, common);
  }

  public List<String> runs() {
    return runs;
  }

  /** From −1 to 1; NaN where the two have too little in common. */
  public double of(int a, int b) {
    return values[a][b];
  }

  /** How many returns it is computed of. */
  public int common(int a, int b) {
    return common[a][b];
  }

  /**
   * Runs that move least alike.
   *
   * @param runs their ids
   * @param mean the mean correlation of their pairs
   * @param isLeast whether no other choice has a lower mean; of many runs not all are tried
   */
  public record Subset(List<String> runs, double mean, boolean isLeast) {}

  /**
   * The so many runs with the lowest mean correlation of their pairs. Where there are no more than
   * 200,000 choices each is tried; else runs are added one by one to the least correlated pair, and
   * exchanged as long as that lowers the mean. Pairs whose correlation is NaN are never chosen.
   *
   * @param count at least 2
   * @return without runs where there are not so many that have correlations
   */
  public Subset leastCorrelated(int count) {
    int[] chosen = choices(runs.size(), count) <= EVERY_ONE ? everyOne(count) : byExchange(count);
    boolean isLeast = choices(runs.size(), count) <= EVERY_ONE;
    List<String> ids = IntStream.of(chosen).sorted().mapToObj(runs::get).toList();
    return new Subset(ids, chosen.length == 0 ? Double.NaN : mean(chosen, chosen.length), isLeast);
  }

  private static double choices(int n, int k) {
    double choices = 1;
    for (int i = 0; i < k; i++) {
      choices = choices * (n - i) / (i + 1);
    }
    return choices;
  }

  private int[] everyOne(int count) {
    int[] now = IntStream.range(0, count).toArray();
    int[] best = {};
    double least = Double.POSITIVE_INFINITY;
    while (count <= runs.size()) {
      double mean = mean(now, count);
      if (mean < least) {
        least = mean;
        best = now.clone();
      }
      int place = count - 1;
      while (place >= 0 && now[place] == runs.size() - count + place) {
        place--;
      }
      if (place < 0) {
        break;
      }
      now[place]++;
      for (int i = place + 1; i < count; i++) {
        now[i] = now[i - 1] + 1;
      }
    }
    return best;
  }

  private int[] byExchange(int count) {
    int[] chosen = new int[count];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < runs.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (values[i][j] < least) {
          least = values[i][j];
          chosen[0] = i;
          chosen[1] = j;
        }
      }
    }
    for (int size = 2; size < count; size++) {
      if (put(chosen, size, size + 1, Double.POSITIVE_INFINITY) == Double.POSITIVE_INFINITY) {
        return new int[0];
      }
    }
    double mean = mean(chosen, count);
    for (boolean isBetter = Double.isFinite(mean); isBetter; ) {
      isBetter = false;
      for (int place = 0; place < count; place++) {
        double now = put(chosen, place, count, mean);
        isBetter |= now < mean;
        mean = now;
      }
    }
    return Double.isFinite(mean) ? chosen : new int[0];
  }

  /** Puts the run at a place that makes the mean lowest, if that is lower than before. */
  private double put(int[] chosen, int place, int size, double mean) {
    double least = mean;
    int best = chosen[place];
    for (int i = 0; i < runs.size(); i++) {
      int run = i;
      if (IntStream.range(0, size).noneMatch(p -> p != place && chosen[p] == run)) {
        chosen[place] = i;
        double now = mean(chosen, size);
        if (now < least - 1e-15) {
          least = now;
          best = i;
        }
      }
    }
    chosen[place] = best;
    return least;
  }

  private double mean(int[] chosen, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        sum += values[chosen[i]][chosen[j]];
      }
    }
    return sum / (size * (size - 1) / 2.0);
  }

  /** Every pair once, in the order of the runs. */
  public List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (int j = i + 1; j < runs.size(); j++) {
        pairs.add(new Pair(runs.get(i), runs.get(j), values[i][j], common[i][j]));
      }
    }
    return pairs;
  }

  /**
   * Two runs.
   *
   * @param correlation from −1 to 1, or NaN
   * @param common of how many returns
   */
  public record Pair(String a, String b, double correlation, int common) {}
}
