package tools.peak.runner.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;
import tools.peak.runner.sweep.SweepRequest;

/**
 * Every strategy over every dataset of {@link DemoData}, with grids whose windows fit the length of
 * the data and costs as an exchange has them.
 *
 * @param datasets the data
 * @param sweeps what to run, as many runs together as were asked for, if the grids have as many
 */
public record DemoPlan(List<Dataset> datasets, List<PlannedSweep> sweeps) {
  /** How many runs a demo has unless one asks for another number. */
  public static final int DEFAULT_RUNS = 300;

  /** 10 bps of fees and 5 bps of slippage a side. */
  public static final CostModel COSTS = new CostModel(10, 5);

  /**
   * A sweep of the plan.
   *
   * @param runs how many of the grid's combinations to take
   */
  public record PlannedSweep(
      Dataset dataset, StrategyKind strategy, ParameterGrid grid, int runs) {}

  public DemoPlan {
    datasets = List.copyOf(datasets);
    sweeps = List.copyOf(sweeps);
  }

  /**
   * A plan of {@code runs} runs, at least 1; fewer if even the finest grids have fewer.
   *
   * @throws IllegalArgumentException if {@code runs} is below 1
   */
  public static DemoPlan of(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be at least 1, not " + runs);
    }
    List<Dataset> datasets = List.of(DemoData.btcUsd(), DemoData.aaplDaily(), DemoData.ethUsd());
    return new DemoPlan(datasets, DemoGrids.share(datasets, runs));
  }

  /** How many runs the plan has. */
  public int runs() {
    return sweeps.stream().mapToInt(PlannedSweep::runs).sum();
  }

  /** The plan's sweeps, to be run one after the other. */
  public List<SweepRequest> requests(Path resultsDir, int threads, List<String> argv) {
    List<SweepRequest> requests = new ArrayList<>();
    for (PlannedSweep sweep : sweeps) {
      requests.add(
          SweepRequest.of(
                  sweep.strategy(), sweep.dataset().bars(), sweep.dataset().symbol(), resultsDir)
              .withGrid(sweep.grid())
              .withCosts(COSTS)
              .withThreads(threads)
              .withMaxRuns(sweep.runs())
              .withArgv(argv));
    }
    return requests;
  }
}
