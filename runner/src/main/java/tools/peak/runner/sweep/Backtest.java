package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import tools.peak.evidence.EvidenceWriter;
import tools.peak.evidence.RunDocument;
import tools.peak.evidence.Stat;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.metrics.Metrics;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.Signals;
import tools.peak.runner.strategy.Strategy;

/**
 * One run after the other over the same bars, each in the same steps: signals → simulate → stats →
 * write. For any number of threads.
 */
final class Backtest {
  private final SweepRequest request;
  private final Market market;
  private final RunMeta meta;
  private final InstantSource clock;

  Backtest(SweepRequest request, RunMeta meta, InstantSource clock) {
    this.request = request;
    this.market = new Market(request.bars());
    this.meta = meta;
    this.clock = clock;
  }

  /**
   * Runs the strategy and leaves its Evidence Chain in {@code folder}.
   *
   * @throws IOException if the folder exists already or cannot be written; nothing is left of it
   */
  void run(Strategy strategy, String runId, Path folder) throws IOException {
    Bars bars = request.bars();
    Signals signals = Signals.of(strategy, market);
    Simulation simulation = Simulation.of(bars, signals, request.costs());
    List<Stat> stats = Metrics.of(bars, simulation);
    EvidenceWriter.write(
        folder,
        RunDocument.of(
            meta.of(runId, clock.instant()),
            strategy.params(),
            stats,
            Records.curve(bars, simulation),
            Records.trades(bars, simulation)));
  }
}
