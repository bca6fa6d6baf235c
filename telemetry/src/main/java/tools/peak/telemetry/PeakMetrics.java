package tools.peak.telemetry;

import java.util.List;

/** The metrics of Peak's runners. {@code docs/reference/metrics.md} is checked against them. */
public final class PeakMetrics {
  public static final Metric RUNS =
      Metric.counter("backtest.runs", "{run}", "Backtests that ended.", "strategy", "outcome");

  public static final Metric RUN_DURATION =
      Metric.duration(
          "backtest.run.duration",
          "How long a backtest took, from its bars to its last artifact.",
          "strategy",
          "outcome");

  public static final Metric RUNS_ACTIVE =
      Metric.upDownCounter("backtest.run.active", "{run}", "Backtests that run at the moment.");

  public static final Metric BARS =
      Metric.counter("backtest.bars", "{bar}", "Bars that backtests went through.", "strategy");

  public static final Metric DRAWDOWN =
      Metric.gauge(
          "backtest.drawdown.ratio",
          "1",
          "The deepest fall of the last backtest's equity, as a fraction (at most 0).",
          "strategy",
          "symbol");

  public static final List<Metric> ALL = List.of(RUNS, RUN_DURATION, RUNS_ACTIVE, BARS, DRAWDOWN);

  private PeakMetrics() {}
}
