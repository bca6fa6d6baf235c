package tools.peak.benchmarks.query;

import java.util.List;
import java.util.Locale;

/**
 * A condition about what belongs to a run, and how somebody asks DuckDB for it who knows both.
 *
 * @param name what it is called in the table
 * @param filter as Peak's filters say it
 * @param sql the same in DuckDB's words, over views of the lake's files: how many runs there are
 */
record Predicate(String name, String filter, String sql) {
  private static final String IN_TRADES =
      "SELECT count(*) FROM runs WHERE run_id %s (SELECT run_id FROM trades %s)";

  /** A condition that some hundred of a million runs fulfil, all over its time. */
  private static final String FEW = "strategy = 'macd' and sharpe > 2.7";

  private static final String OF_FEW =
      """
      WITH few AS MATERIALIZED (
        SELECT run_id FROM runs WHERE strategy = 'macd' AND sharpe > 2.7 AND NOT isnan(sharpe))
      SELECT count(*) FROM few WHERE run_id %s (
        SELECT run_id FROM trades WHERE run_id IN (FROM few) AND %s)
      """;

  /**
   * Of trades: those that the language has, one by one, and one of them beside a cheap condition.
   */
  static List<Predicate> ofTrades() {
    return List.of(
        new Predicate(
            "any trades",
            "any trades (pnl < -1000)",
            IN_TRADES.formatted("IN", "WHERE pnl < -1000")),
        new Predicate(
            "any trades, few",
            "any trades (pnl < -2900)",
            IN_TRADES.formatted("IN", "WHERE pnl < -2900")),
        new Predicate(
            "all trades",
            "all trades (exit_price > 0 and pnl_ratio > -0.026)",
            IN_TRADES.formatted(
                "NOT IN",
                "WHERE exit_price <= 0 OR pnl_ratio <= -0.026 OR exit_price IS NULL OR pnl_ratio"
                    + " IS NULL OR isnan(exit_price) OR isnan(pnl_ratio)")),
        new Predicate(
            "count trades",
            "count trades (side = 'short') > 18",
            IN_TRADES.formatted("IN", "WHERE side = 'short' GROUP BY run_id HAVING count(*) > 18")),
        new Predicate(
            "count trades, none counts",
            "count trades (side = 'short') < 8",
            IN_TRADES.formatted(
                "NOT IN", "WHERE side = 'short' GROUP BY run_id HAVING count(*) >= 8")),
        new Predicate(
            "sum trades",
            "sum trades (pnl where symbol = 'BTC/USD') > 0",
            IN_TRADES.formatted(
                "IN",
                "WHERE symbol = 'BTC/USD' AND isfinite(pnl) GROUP BY run_id HAVING sum(pnl) > 0")),
        new Predicate(
            "a quarter's any trades",
            "timestamp = '2024-Q4' and any trades (pnl < -1000)",
            "SELECT count(*) FROM runs WHERE %1$s AND run_id IN (SELECT run_id FROM trades WHERE %2$s AND pnl < -1000)"
                .formatted(quarter("\"timestamp\""), quarter("run_timestamp"))),
        new Predicate(
            "few runs' any trades",
            FEW + " and any trades (pnl < -1000)",
            OF_FEW.formatted("IN", "pnl < -1000")),
        new Predicate(
            "few runs' all trades",
            FEW + " and all trades (pnl_ratio > -0.026)",
            OF_FEW.formatted(
                "NOT IN", "(pnl_ratio <= -0.026 OR pnl_ratio IS NULL OR isnan(pnl_ratio))")));
  }

  private static String quarter(String column) {
    return String.format(
        Locale.ROOT,
        "%1$s >= TIMESTAMPTZ '2024-10-01 00:00:00+00' AND %1$s < TIMESTAMPTZ '2025-01-01"
            + " 00:00:00+00'",
        column);
  }

  /** Of curves: each that the language has, and one of them beside a cheap condition. */
  static List<Predicate> ofCurves(String other) {
    String window =
        "isfinite(equity) AND \"timestamp\" >= TIMESTAMPTZ '2020-02-20 00:00:00+00'"
            + " AND \"timestamp\" < TIMESTAMPTZ '2020-04-02 00:00:00+00'";
    return List.of(
        new Predicate(
            "max drawdown between",
            "max drawdown between '2020-02-20' and '2020-04-01' < -0.1",
            drawdown(window)),
        new Predicate(
            "max drawdown between, all of it",
            "max drawdown between '2019' and '2025' < -0.5",
            drawdown(
                    "isfinite(equity) AND \"timestamp\" >= TIMESTAMPTZ '2019-01-01 00:00:00+00'"
                        + " AND \"timestamp\" < TIMESTAMPTZ '2026-01-01 00:00:00+00'")
                .replace("-0.1", "-0.5")),
        new Predicate(
            "equity at",
            "equity at '2024-06-30' > 10500",
            """
            SELECT count(*) FROM runs WHERE run_id IN (
              SELECT run_id FROM equity
              WHERE isfinite(equity) AND "timestamp" < TIMESTAMPTZ '2024-07-01 00:00:00+00'
              GROUP BY run_id HAVING arg_max(equity, "timestamp") > 10500)
            """),
        new Predicate(
            "return between",
            "return between '2020-02-20' and '2020-04-01' > 0",
            """
            SELECT count(*) FROM runs WHERE run_id IN (
              SELECT run_id FROM equity WHERE %s
              GROUP BY run_id
              HAVING arg_max(equity, "timestamp") / arg_min(equity, "timestamp") - 1 > 0)
            """
                .formatted(window)),
        new Predicate(
            "correlation with run",
            "correlation with run '" + other + "' < 0.05",
            correlation(other, "")),
        new Predicate(
            "a strategy's correlation",
            "strategy = 'macd' and correlation with run '" + other + "' < 0.05",
            correlation(other, "strategy = 'macd' AND ")));
  }

  private static String drawdown(String window) {
    return """
    SELECT count(*) FROM runs WHERE run_id IN (
      SELECT run_id FROM (
        SELECT run_id, equity / max(equity) OVER (PARTITION BY run_id ORDER BY "timestamp") - 1 AS d
        FROM equity WHERE %s)
      GROUP BY run_id HAVING min(d) < -0.1)
    """
        .formatted(window);
  }

  private static String correlation(String other, String more) {
    return """
    SELECT count(*) FROM runs WHERE %srun_id IN (
      SELECT run_id FROM (
        SELECT p.run_id, p.equity / lag(p.equity) OVER w - 1 AS x,
          o.equity / lag(o.equity) OVER w - 1 AS y
        FROM equity AS p JOIN equity AS o ON p."timestamp" = o."timestamp"
        WHERE o.run_id = '%s' AND isfinite(p.equity) AND isfinite(o.equity)
        WINDOW w AS (PARTITION BY p.run_id ORDER BY p."timestamp"))
      GROUP BY run_id HAVING count(x) > 2 AND corr(x, y) < 0.05)
    """
        .formatted(more, other);
  }
}
