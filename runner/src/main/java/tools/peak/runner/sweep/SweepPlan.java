package tools.peak.runner.sweep;

import java.util.stream.IntStream;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.Strategy;
import tools.peak.runner.strategy.StrategyKind;

/** The runs of a sweep: the combinations of its grid that its strategy has a meaning for. */
final class SweepPlan {
  private final StrategyKind kind;
  private final ParameterGrid grid;
  private final int[] combinations;
  private final int skipped;
  private final int known;

  private SweepPlan(
      StrategyKind kind, ParameterGrid grid, int[] combinations, int skipped, int known) {
    this.kind = kind;
    this.grid = grid;
    this.combinations = combinations;
    this.skipped = skipped;
    this.known = known;
  }

  /**
   * The plan of a request.
   *
   * @throws ParameterException if no combination has a meaning
   */
  static SweepPlan of(SweepRequest request) {
    StrategyKind kind = request.strategy();
    ParameterGrid grid = request.grid();
    int[] meaningful = grid.meaningful(kind).toArray();
    if (meaningful.length == 0) {
      throw new ParameterException(
          "no combination of the grid has %s, which %s needs"
              .formatted(kind.constraint(), kind.text()));
    }
    int[] all = spread(meaningful, request.maxRuns());
    int[] unknown = request.knownConfigs().isEmpty() ? all : unknown(all, request);
    return new SweepPlan(
        kind, grid, unknown, grid.size() - meaningful.length, all.length - unknown.length);
  }

  private static int[] unknown(int[] combinations, SweepRequest request) {
    return IntStream.of(combinations)
        .filter(
            number -> {
              Strategy strategy =
                  request.strategy().with(request.grid().combination(number)).orElseThrow();
              String config = RunIdentity.configSha256(strategy, request.costs());
              return !request.knownConfigs().contains(config);
            })
        .toArray();
  }

  /** At most so many of the numbers, the first among them, at even distances. */
  private static int[] spread(int[] numbers, int most) {
    int count = Math.min(numbers.length, most);
    return IntStream.range(0, count)
        .map(i -> numbers[(int) ((long) i * numbers.length / count)])
        .toArray();
  }

  int size() {
    return combinations.length;
  }

  /** The strategy of the run at that index, from 0. */
  Strategy strategy(int index) {
    return kind.with(grid.combination(combinations[index])).orElseThrow();
  }

  /** Combinations without a meaning. */
  int skipped() {
    return skipped;
  }

  /** Runs that were left out because they are known. */
  int known() {
    return known;
  }

  /** What those broke; empty if there are none. */
  String brokenConstraint() {
    return skipped == 0 ? "" : kind.constraint();
  }
}
