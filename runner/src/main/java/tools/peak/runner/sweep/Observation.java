package tools.peak.runner.sweep;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.peak.evidence.Stat;
import tools.peak.telemetry.Counter;
import tools.peak.telemetry.Gauge;
import tools.peak.telemetry.Histogram;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.PeakMetrics;
import tools.peak.telemetry.Telemetry;
import tools.peak.telemetry.UpDownCounter;

/** What one backtest tells beside its artifacts: one log record, and its part of the metrics. */
final class Observation implements AutoCloseable {
  /** The span that a backtest is. */
  static final String SPAN = "backtest.run";

  private static final String DONE = "done";
  private static final String FAILED = "failed";
  private static final double NANOS = 1e9;

  private static final Logger LOG = LoggerFactory.getLogger(Backtest.class);

  private static final Counter RUNS = Metrics.counter(PeakMetrics.RUNS);
  private static final Counter BARS = Metrics.counter(PeakMetrics.BARS);
  private static final Histogram DURATION = Metrics.histogram(PeakMetrics.RUN_DURATION);
  private static final UpDownCounter ACTIVE = Metrics.upDownCounter(PeakMetrics.RUNS_ACTIVE);
  private static final Gauge DRAWDOWN = Metrics.gauge(PeakMetrics.DRAWDOWN);

  private final SweepRequest request;
  private final String strategy;
  private final Attributes attributes;
  private final long began = System.nanoTime();
  private Context within = Context.current();
  private String outcome = FAILED;
  private @Nullable Double drawdown;

  private Observation(SweepRequest request, Attributes attributes) {
    this.request = request;
    this.strategy = request.strategy().text();
    this.attributes = attributes;
  }

  /** A backtest begins. */
  static Observation begin(SweepRequest request, String runId) {
    ACTIVE.add(1);
    return new Observation(
        request, Telemetry.isOn() ? attributes(request, runId) : Attributes.empty());
  }

  private static Attributes attributes(SweepRequest request, String runId) {
    return Attributes.builder()
        .put("run.id", runId)
        .put("strategy.id", request.strategy().text())
        .put("backtest.symbol", request.symbol())
        .put("backtest.stage", request.stage())
        .put("backtest.bars", request.bars().size())
        .build();
  }

  /** Of its span. */
  Attributes attributes() {
    return attributes;
  }

  /** All but the end of its folder is there. Called within its span. */
  void ran(List<Stat> stats) {
    within = Context.current();
    drawdown = value("max_drawdown", stats);
    LOG.atInfo()
        .addKeyValue("sharpe", value("sharpe", stats))
        .addKeyValue("total_return", value("total_return", stats))
        .addKeyValue("total_trades", value("total_trades", stats))
        .log("backtest ran");
  }

  /** It ended by {@code failure}. Called within its span. */
  void failed(Exception failure) {
    within = Context.current();
    LOG.atInfo().addKeyValue("error", failure.toString()).log("backtest failed");
  }

  /** Its folder is there, whole. */
  void done() {
    outcome = DONE;
  }

  /** Counts it. What is counted names the run's span as its example. */
  @Override
  public void close() {
    ACTIVE.add(-1);
    try (Scope _ = within.makeCurrent()) {
      RUNS.add(1, strategy, outcome);
      DURATION.record((System.nanoTime() - began) / NANOS, strategy, outcome);
      if (outcome.equals(DONE)) {
        BARS.add(request.bars().size(), strategy);
      }
      if (drawdown != null) {
        DRAWDOWN.set(drawdown, strategy, request.symbol());
      }
    }
  }

  private static @Nullable Double value(String metric, List<Stat> stats) {
    for (Stat stat : stats) {
      if (stat.metric().equals(metric)) {
        return stat.value();
      }
    }
    return null;
  }
}
