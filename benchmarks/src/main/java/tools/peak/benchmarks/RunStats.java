package tools.peak.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The metrics of a run by name, as JSON spells their values. */
final class RunStats {
  /** Those of most runs. */
  static final List<String> OFTEN =
      List.of(
          "ulcer_index",
          "recovery_factor",
          "gross_return",
          "net_return",
          "fee_drag",
          "slippage_impact",
          "total_fees",
          "sortino",
          "calmar",
          "avg_win",
          "avg_loss",
          "expectancy");

  /** Those of every run. */
  static final List<String> ALWAYS =
      List.of(
          "total_return",
          "max_drawdown",
          "cagr",
          "sharpe",
          "total_trades",
          "win_rate",
          "profit_factor");

  private RunStats() {}

  static Map<String, String> of(RunFacts run, SplittableRandom random) {
    Map<String, String> stats = new LinkedHashMap<>();
    double total = random.nextGaussian(0.08, 0.3);
    stats.put("total_return", Double.toString(total));
    stats.put("max_drawdown", Double.toString(-random.nextDouble(0.6)));
    stats.put("cagr", Double.toString(total * 0.7));
    stats.put("sharpe", Double.toString(random.nextGaussian(0.6, 1.1)));
    stats.put("total_trades", "40");
    stats.put("win_rate", Double.toString(random.nextDouble()));
    stats.put("profit_factor", odd(random.nextDouble(0.3, 3), random));
    if (run.producer() == Producer.MINIMAL) {
      return stats;
    }
    for (String metric : OFTEN) {
      stats.put(metric, odd(random.nextGaussian(0, 2), random));
    }
    stats.put("total_orders", "80");
    stats.put("filled_orders", "80");
    stats.put("rejected_orders", "0");
    stats.put("blocked_trades", Integer.toString(random.nextInt(5)));
    stats.put("winning_trades", Integer.toString(random.nextInt(40)));
    stats.put("funding_drag_or_status", "\"NOT_BOUND\"");
    stats.put("economic_interpretation_allowed", "false");
    if (run.producer() == Producer.PORTFOLIO) {
      for (String strategy : List.of(run.strategy(), "rsi_reversion", "macd")) {
        stats.put(strategy + "_return", Double.toString(random.nextGaussian(0.05, 0.2)));
        stats.put(strategy + "_sharpe", Double.toString(random.nextGaussian(0.5, 1)));
        stats.put(strategy + "_trades", Integer.toString(random.nextInt(60)));
      }
    }
    return stats;
  }

  /** Now and then NaN, an infinity, or a number that numpy made a string. */
  private static String odd(double value, SplittableRandom random) {
    return switch (random.nextInt(200)) {
      case 0 -> "NaN";
      case 1 -> "Infinity";
      case 2 -> '"' + Double.toString(value) + '"';
      default -> Double.toString(value);
    };
  }

  static String json(Map<String, String> stats) {
    StringBuilder json = new StringBuilder(900);
    String before = "{\n";
    for (Map.Entry<String, String> stat : stats.entrySet()) {
      json.append(before).append("  \"").append(stat.getKey()).append("\": ");
      json.append(stat.getValue());
      before = ",\n";
    }
    return json.append("\n}").toString();
  }

  static String snippet(RunFacts run, Map<String, String> stats) {
    StringBuilder text = new StringBuilder(900).append("# Backtest Summary\n");
    text.append("**Run ID:** `").append(run.runId()).append("`\n");
    text.append("**Strategy:** `").append(run.strategy()).append("`\n");
    text.append("**Symbol:** `").append(run.symbol()).append("`\n");
    text.append("**Timestamp:** `").append(run.timestamp()).append("`\n");
    text.append("\n## Performance Metrics\n");
    ALWAYS.forEach(name -> line(text, name, stats.getOrDefault(name, "")));
    text.append("\n## Additional Info\n");
    stats.forEach(
        (name, value) -> {
          if (!ALWAYS.contains(name)) {
            line(text, name, value);
          }
        });
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("- **").append(name).append(":** ").append(value).append('\n');
  }
}
