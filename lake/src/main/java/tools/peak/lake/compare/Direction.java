package tools.peak.lake.compare;

import java.util.Set;

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

  /** Of a metric of the Evidence Chain; NONE of all others. */
  public static Direction of(String metric) {
    return RATHER_HIGH.contains(metric) ? HIGHER : RATHER_LOW.contains(metric) ? LOWER : NONE;
  }
}
