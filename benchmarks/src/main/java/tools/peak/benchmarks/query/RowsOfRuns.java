package tools.peak.benchmarks.query;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/**
 * Rows that belong to {@link SyntheticRuns}, made of a run's id and a row's number alone: round
 * trips or points of a curve. A run in a hundred has none; some numbers are NaN or missing, as they
 * are in what tools write.
 *
 * @param table trades or equity
 * @param each how many a run has
 */
record RowsOfRuns(LakeTable table, int each) {
  static RowsOfRuns trades(int each) {
    return new RowsOfRuns(LakeTable.TRADES, each);
  }

  static RowsOfRuns points(int each) {
    return new RowsOfRuns(LakeTable.EQUITY, each);
  }

  private static final Map<String, String> TRADE =
      Map.ofEntries(
          Map.entry("run_id", "run_id"),
          Map.entry("trade_seq", "k::INTEGER"),
          Map.entry("kind", "'round_trip'"),
          Map.entry("timestamp", "entered"),
          Map.entry(
              "symbol",
              "(['BTC/USD', 'ETH/USD', 'SOL/USD', 'AAPL', 'MSFT', 'SPY', 'EUR/USD', 'GC=F'])"
                  + "[1 + ((h >> 8) % 8)::INT]"),
          Map.entry("side", "CASE WHEN h % 3 = 0 THEN 'short' ELSE 'long' END"),
          Map.entry("quantity", "(1 + h % 1000) / 100"),
          Map.entry("price", "price"),
          Map.entry("pnl", "pnl"),
          Map.entry("entry_time", "entered"),
          Map.entry("entry_price", "price"),
          Map.entry("exit_time", "entered + to_hours((1 + h % 200)::INT)"),
          Map.entry("exit_price", "round(price * (1 + bell / 50), 2)"),
          Map.entry("pnl_ratio", "round(bell / 50, 6)"),
          Map.entry("fee", "(h % 500) / 100"),
          Map.entry("exit_reason", "(['signal', 'stop', 'target'])[1 + ((h >> 4) % 3)::INT]"),
          Map.entry("time_basis", "'wall'"),
          Map.entry("others", "MAP([]::VARCHAR[], []::VARCHAR[])"),
          Map.entry("stage", "stage"),
          Map.entry("run_timestamp", "\"timestamp\""));

  private static final Map<String, String> POINT =
      Map.ofEntries(
          Map.entry("run_id", "run_id"),
          Map.entry("seq", "k::INTEGER"),
          Map.entry(
              "timestamp",
              "TIMESTAMPTZ '2019-03-01 00:00:00+00' + to_days((k + hash(run_id) % 31)::INT)"),
          Map.entry(
              "equity",
              "CASE WHEN h % 10000 = 0 THEN 'NaN'::DOUBLE ELSE 10000 * exp(sum(bell / 30) OVER"
                  + " (PARTITION BY run_id ORDER BY k)) END"),
          Map.entry("stage", "stage"),
          Map.entry("run_timestamp", "\"timestamp\""));

  /** A SELECT of the rows of a partition's runs, which stand in a table called {@code month}. */
  String select(Partition partition, List<Column> columns) {
    Map<String, String> values = table == LakeTable.TRADES ? TRADE : POINT;
    String selected =
        columns.stream()
            .map(
                column ->
                    values.getOrDefault(column.name(), "NULL") + " AS \"" + column.name() + '"')
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        """
        SELECT %s FROM (
          SELECT *, "timestamp" - to_hours((h %% 8760)::INT) AS entered,
            10 + (hash(h + 3) %% 9000000) / 100 AS price,
            CASE WHEN h %% 1000 = 0 THEN 'NaN'::DOUBLE WHEN h %% 500 = 1 THEN NULL
                 ELSE round(100 * (1 + hash(run_id) %% 20) * bell, 2) END AS pnl
          FROM (
            SELECT *, (h %% 1000003 + hash(h + 1) %% 1000003 + hash(h + 2) %% 1000003)::DOUBLE
                / 1000003 - 1.5 AS bell
            FROM (
              SELECT run_id, stage, "timestamp", k, hash(run_id, k) AS h
              FROM month, range(%d) AS r(k)
              WHERE stage = '%s' AND hash(run_id, 'none') %% 100 <> 0)))
        ORDER BY run_id, %s
        """,
        selected,
        each,
        partition.stage(),
        table == LakeTable.TRADES ? "trade_seq" : "seq");
  }
}
