package tools.peak.runner.sweep;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Stat;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.RunDocument;
import tools.peak.runner.metrics.RunMetrics;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Market;
import tools.peak.runner.strategy.Strategy;
import tools.peak.runner.strategy.StrategySignals;
import tools.peak.telemetry.LogContext;
import tools.peak.telemetry.RunTelemetry;
import tools.peak.telemetry.SpanScope;

/**
 * One run after the other over the same bars, each in the same steps: load bars → signals →
 * simulate → stats → write, which are the spans of its trace. For any number of threads.
 */
final class Backtest {
  private final SweepRequest request;
  private final RunMeta meta;
  private final InstantSource clock;
  private @Nullable Market market;

  Backtest(SweepRequest request, RunMeta meta, InstantSource clock) {
    this.request = request;
    this.meta = meta;
    this.clock = clock;
  }

  /**
   * Runs the strategy and writes its Evidence Chain for {@code folder}.
   *
   * @throws IOException if the folder exists already or cannot be written; nothing is left of it
   */
  FinishedRun run(Strategy strategy, String runId, Path folder) throws IOException {
    LogContext belongs = LogContext.current().withRun(runId);
    try (Scope _ = belongs.withStrategy(request.strategy().text()).makeCurrent()) {
      Observation observed = Observation.begin(request, runId);
      EvidenceWriter writer = null;
      boolean finished = false;
      try {
        writer = open(folder, observed);
        write(strategy, runId, writer, observed);
        finished = true;
        return new FinishedRun(runId, folder, writer, observed);
      } finally {
        if (!finished) {
          try (observed;
              EvidenceWriter _ = writer) {
            // Both are closed, whatever fails.
          }
        }
      }
    }
  }

  /** The run's telemetry is closed before the snippet says that the run is whole. */
  private void write(Strategy strategy, String runId, EvidenceWriter writer, Observation observed)
      throws IOException {
    try (RunTelemetry telemetry =
        RunTelemetry.open(writer.folder().resolve(EvidenceFiles.TELEMETRY))) {
      telemetry.run(
          Observation.SPAN, observed.attributes(), () -> run(strategy, runId, writer, observed));
    }
    writer.finish();
  }

  /** A run that cannot even begin is told of like one that failed later. */
  private static EvidenceWriter open(Path folder, Observation observed) throws IOException {
    try {
      return EvidenceWriter.open(folder);
    } catch (IOException e) {
      SpanScope.run(
          Observation.SPAN,
          observed.attributes(),
          () -> {
            observed.failed(e);
            throw e;
          });
      throw e;
    }
  }

  private void run(Strategy strategy, String runId, EvidenceWriter writer, Observation observed)
      throws IOException {
    try {
      Market shared = SpanScope.call("backtest.load_bars", this::market);
      StrategySignals signals =
          SpanScope.call("backtest.signals", () -> StrategySignals.of(strategy, shared));
      Simulation simulation =
          SpanScope.call(
              "backtest.simulate", () -> Simulation.of(shared.bars(), signals, request.costs()));
      List<Stat> stats =
          SpanScope.call("backtest.stats", () -> RunMetrics.of(shared.bars(), simulation));
      String traceId = traceId();
      SpanScope.run(
          "backtest.write",
          () ->
              writer.write(
                  RunDocument.of(
                      meta.of(runId, strategy, clock.instant(), traceId),
                      strategy.params(),
                      stats,
                      Records.curve(shared.bars(), simulation),
                      Records.trades(shared.bars(), simulation))));
      observed.ran(stats);
    } catch (IOException | RuntimeException e) {
      observed.failed(e);
      throw e;
    }
  }

  /** The bars as strategies see them, made by whichever run comes first. */
  private synchronized Market market() {
    if (market == null) {
      market = new Market(request.bars());
    }
    return market;
  }

  /** Of the trace that is recorded, if one is. */
  private static @Nullable String traceId() {
    Span run = Span.current();
    return run.isRecording() ? run.getSpanContext().getTraceId() : null;
  }
}
