package tools.peak.runner.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.StrategyKind;

/**
 * What to sweep.
 *
 * @param strategy which strategy
 * @param grid the values of its parameters; those it does not name have their defaults
 * @param bars the market data
 * @param symbol what the bars are of, such as {@code BTC/USD}; any text
 * @param costs of each side of a trade
 * @param stage backtest, research, or any other word
 * @param resultsDir where the run folders go; made if missing
 * @param threads how many runs at a time, at least 1
 * @param maxRuns if the grid has more runs than that, so many of them are taken, evenly spread
 * @param argv the command line, as the runs' meta keeps it
 * @param labels more of the runs' meta, such as {@code study}
 * @param knownConfigs runs of these {@link RunIdentity#configSha256} are left out
 */
public record SweepRequest(
    StrategyKind strategy,
    ParameterGrid grid,
    Bars bars,
    String symbol,
    CostModel costs,
    String stage,
    Path resultsDir,
    int threads,
    int maxRuns,
    List<String> argv,
    Map<String, String> labels,
    Set<String> knownConfigs) {

  public SweepRequest {
    argv = List.copyOf(argv);
    labels = Map.copyOf(labels);
    knownConfigs = Set.copyOf(knownConfigs);
    grid.check(strategy);
    if (symbol.isBlank()) {
      throw new ParameterException("the symbol is empty");
    }
    if (stage.isBlank()) {
      throw new ParameterException("the stage is empty");
    }
    if (threads < 1) {
      throw new ParameterException("threads must be at least 1, not " + threads);
    }
    if (maxRuns < 1) {
      throw new ParameterException("runs must be at least 1, not " + maxRuns);
    }
  }

  /** One run with default parameters, no costs, stage backtest, a thread for each processor. */
  public static SweepRequest of(StrategyKind strategy, Bars bars, String symbol, Path resultsDir) {
    return new SweepRequest(
        strategy,
        ParameterGrid.defaults(),
        bars,
        symbol,
        CostModel.FREE,
        "backtest",
        resultsDir,
        Runtime.getRuntime().availableProcessors(),
        Math.toIntExact(ParameterGrid.MAX_SIZE),
        List.of(),
        Map.of(),
        Set.of());
  }

  public SweepRequest withGrid(ParameterGrid newGrid) {
    return new SweepRequest(
        strategy, newGrid, bars, symbol, costs, stage, resultsDir, threads, maxRuns, argv, labels, knownConfigs);
  }

  public SweepRequest withCosts(CostModel newCosts) {
    return new SweepRequest(
        strategy, grid, bars, symbol, newCosts, stage, resultsDir, threads, maxRuns, argv, labels, knownConfigs);
  }

  public SweepRequest withStage(String newStage) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, newStage, resultsDir, threads, maxRuns, argv, labels, knownConfigs);
  }

  public SweepRequest withThreads(int newThreads) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, stage, resultsDir, newThreads, maxRuns, argv, labels, knownConfigs);
  }

  public SweepRequest withMaxRuns(int newMaxRuns) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, stage, resultsDir, threads, newMaxRuns, argv, labels, knownConfigs);
  }

  public SweepRequest withArgv(List<String> newArgv) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, stage, resultsDir, threads, maxRuns, newArgv, labels, knownConfigs);
  }

  /** With more of the runs' meta. */
  public SweepRequest withLabels(Map<String, String> newLabels) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, stage, resultsDir, threads, maxRuns, argv, newLabels, knownConfigs);
  }

  /** Without runs of these {@link RunIdentity#configSha256}. */
  public SweepRequest withKnownConfigs(Set<String> newConfigs) {
    return new SweepRequest(
        strategy, grid, bars, symbol, costs, stage, resultsDir, threads, maxRuns, argv, labels, newConfigs);
  }
}
