package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.runner.metrics.Metrics;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.Signals;
import tools.peak.runner.strategy.Strategy;

/**
 * One run after the other over the same bars, each in the same steps: signals → simulate → stats →
 * write. For any number of threads.
 */
final class Backtest {
  private final Market market;
  private final CostModel costs;
  private final RunDescription description;
  private final RunWriter writer;
  private final InstantSource clock;

  Backtest(
      Market market,
      CostModel costs,
      RunDescription description,
      RunWriter writer,
      InstantSource clock) {
    this.market = market;
    this.costs = costs;
    this.description = description;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Runs the strategy and leaves its Evidence Chain in {@code folder}.
   *
   * @throws IOException if the folder cannot be written; then there is none
   */
  void run(Strategy strategy, String runId, Path folder) throws IOException {
    Signals signals = Signals.of(strategy, market);
    Simulation simulation = Simulation.of(market.bars(), signals, costs);
    List<Stat> stats = Metrics.of(market.bars(), simulation);
    Run run = description.of(runId, clock.instant(), strategy, simulation, stats);
    writer.write(run, folder);
  }
}
