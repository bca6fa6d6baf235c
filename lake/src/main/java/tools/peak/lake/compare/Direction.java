package tools.peak.lake.compare;

import java.util.Set;
import tools.peak.evidence.CurveMetric;

/** Which values of a metric one would rather have. */
public enum Direction {
  HIGHER,
  LOWER,
  /** Neither, or nobody said: a count of trades is no merit. */
  NONE;

  // max_drawdown and avg_loss are at most 0: the higher is the smaller loss.
  private static final Set<String> RATHER_HIGH =
      Set.of(
          "total_return",
          "max_drawdown",
          "cagr",
          "sharpe",
          "sortino",
          "calmar",
          "win_rate",
          "profit_factor",
          "recovery_factor",
          "gross_return",
          "net_return",
          "avg_win",
          "avg_loss",
          "expectancy");

  private static final Set<String> RATHER_LOW =
      Set.of(
          "volatility",
          "ulcer_index",
          "total_fees",
          "fee_drag",
          "slippage_impact",
          "rejected_orders",
          "blocked_trades");

  /** Of a metric of the Evidence Chain, or of a curve by the same name; NONE of all others. */
  public static Direction of(String metric) {
    String name = CurveMetric.isName(metric) ? metric.substring("curve.".length()) : metric;
    return RATHER_HIGH.contains(name) ? HIGHER : RATHER_LOW.contains(name) ? LOWER : NONE;
  }
}
