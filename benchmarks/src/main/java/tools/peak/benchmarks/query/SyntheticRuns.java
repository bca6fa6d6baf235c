package tools.peak.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;

/**
 * Runs made of their number alone, as SQL: the same on every machine. Three years of backtests and
 * research, ids as the evidence chain's writer makes them, values at full precision, one Sharpe in
 * two hundred NaN and one in a hundred missing.
 */
final class SyntheticRuns {
  static final int MONTHS = 36;
  static final List<String> STAGES = List.of("backtest", "research");

  private static final List<String> METRICS =
      List.of(
          "sharpe",
          "max_drawdown",
          "total_return",
          "cagr",
          "win_rate",
          "profit_factor",
          "total_trades",
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
          "expectancy",
          "exposure");

  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("run_id", "run_id"),
          Map.entry(
              "strategy",
              "(['ma_crossover', 'rsi_reversion', 'macd', 'bollinger_mr', 'donchian_breakout',"
                  + " 'buy_and_hold', 'pairs', 'carry', 'momentum', 'breakout', 'grid', 'ml_gbm'])"
                  + "[1 + (h % 12)::INT]"),
          Map.entry(
              "symbol",
              "(['BTC/USD', 'ETH/USD', 'SOL/USD', 'AAPL', 'MSFT', 'SPY', 'EUR/USD', 'GC=F'])"
                  + "[1 + ((h >> 8) % 8)::INT]"),
          Map.entry("start_date", "(made - INTERVAL 400 DAY)::DATE"),
          Map.entry("end_date", "(made - INTERVAL 35 DAY)::DATE"),
          Map.entry("git_sha", "substr(md5((i // 5000)::VARCHAR), 1, 8)"),
          Map.entry("timestamp", "make_timestamptz(epoch_us(made))"),
          Map.entry("stage", "stage"),
          Map.entry("runner", "'peak'"),
          Map.entry("data_source", "'bars.parquet'"),
          Map.entry("source_tool", "'peak'"),
          Map.entry("source_version", "'0.1.0'"),
          Map.entry("source_path", "'/data/results/' || run_id"),
          Map.entry("evidence_sha256", "digest"),
          Map.entry(
              "meta_json",
              "'{\"run_id\": \"' || run_id || '\", \"timestamp\": \"' || made || 'Z\", \"argv\":"
                  + " [\"backtest\"], \"effective_cost_config\": {\"fee_bps\": ' || (h % 20)"
                  + " || ', \"slippage_bps\": 5}}'"),
          Map.entry(
              "params_json",
              "'{\"fast\": ' || fast || ', \"slow\": ' || slow || ', \"stop\": '"
                  + " || stop || ', \"model\": \"' || model || '\"}'"),
          Map.entry(
              "meta",
              "MAP {'argv': {'type': 'list', 'value': '[\"backtest\"]', 'number': NULL::DOUBLE},"
                  + " 'effective_cost_config.fee_bps': {'type': 'int', 'value':"
                  + " (h % 20)::VARCHAR, 'number': (h % 20)::DOUBLE},"
                  + " 'effective_cost_config.slippage_bps':"
                  + " {'type': 'int', 'value': '5', 'number': 5.0}}"),
          Map.entry(
              "params",
              "MAP {'fast': {'type': 'int', 'value': fast::VARCHAR, 'number': fast::DOUBLE},"
                  + " 'slow': {'type': 'int', 'value': slow::VARCHAR, 'number': slow::DOUBLE},"
                  + " 'stop': {'type': 'float', 'value': stop::VARCHAR, 'number': stop},"
                  + " 'model': {'type': 'string', 'value': model, 'number': NULL::DOUBLE}}"),
          Map.entry("trace_id", "NULL::VARCHAR"),
          Map.entry("overflow", "MAP([]::VARCHAR[], []::DOUBLE[])"),
          Map.entry("stats_text", "MAP([]::VARCHAR[], []::VARCHAR[])"),
          Map.entry("ingest_id", "'benchmark'"),
          Map.entry("ingested_at", "TIMESTAMPTZ '2026-01-01 00:00:00+00'"));

  private final int runs;
  private final List<String> metrics;

  SyntheticRuns(int runs, int metrics) {
    this.runs = runs;
    this.metrics = new ArrayList<>(METRICS.subList(0, Math.min(metrics, METRICS.size())));
    for (int i = METRICS.size(); i < metrics; i++) {
      this.metrics.add(String.format(Locale.ROOT, "metric_%03d", i));
    }
  }

  List<String> metrics() {
    return List.copyOf(metrics);
  }

  /** A SELECT of one month's runs of both stages: all columns of the table, by these names. */
  String month(int month, List<Column> columns) {
    long from = (long) runs * month / MONTHS;
    long to = (long) runs * (month + 1) / MONTHS;
    Set<String> contract =
        LakeTable.RUNS.columns().stream().map(Column::name).collect(Collectors.toSet());
    String values =
        columns.stream()
            .map(
                column ->
                    (contract.contains(column.name())
                            ? ATTRIBUTES.getOrDefault(column.name(), "NULL")
                            : metric(column.name()))
                        + " AS \""
                        + column.name()
                        + '"')
            .collect(Collectors.joining(", "));
    // Times are spread over the month evenly; an id starts with its time.
    return String.format(
        Locale.ROOT,
        """
        SELECT %s FROM (
          SELECT *, 'backtest_' || strftime(made, '%%Y%%m%%d_%%H%%M%%S_') || substr(digest, 1, 8)
              AS run_id
          FROM (
            SELECT i, hash(i) AS h,
              TIMESTAMP '2023-01-01' + to_months(%d)
                + to_microseconds(((i - %d) * 2419200000000 / %d)::BIGINT) AS made,
              CASE WHEN hash(i + 7) %% 5 = 0 THEN 'research' ELSE 'backtest' END AS stage,
              sha256(i::VARCHAR) AS digest,
              5 + (hash(i + 11) %% 46)::INT AS fast, 20 + 5 * (hash(i + 12) %% 37)::INT AS slow,
              (hash(i + 13) %% 1000) / 1e4 AS stop,
              (['linear', 'tree', 'gbm', 'lstm'])[1 + (hash(i + 14) %% 4)::INT] AS model
            FROM range(%d, %d) AS r(i)))
        """,
        values,
        month,
        from,
        Math.max(1, to - from),
        from,
        to);
  }

  /** Three uniform values make something like a bell. */
  private String metric(String name) {
    int seed = 100 * (metrics.indexOf(name) + 1);
    String bell =
        String.format(
                Locale.ROOT,
                "(hash(i + %d) %% 1000003 + hash(i + %d) %% 1000003 + hash(i + %d) %% 1000003)::DOUBLE",
                seed,
                seed + 1,
                seed + 2)
            + " / 1000003 - 1.5";
    return switch (name) {
      case "sharpe" ->
          "CASE WHEN hash(i + 1) %% 200 = 0 THEN 'NaN'::DOUBLE WHEN hash(i + 2) %% 100 = 0 THEN"
                  .replace("%%", "%")
              + " NULL ELSE 2 * ("
              + bell
              + ") END";
      case "max_drawdown" -> "-abs(" + bell + ") / 2";
      case "total_trades" -> "floor(100 * abs(" + bell + "))";
      default -> bell;
    };
  }
}
