package tools.peak.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one would load run folders with DuckDB alone, told everything it can be told: explicit
 * columns, a small maximum_object_size, globs, and a COPY to zstd Parquet for each table. It does
 * less than Peak: no hashes, no typed parameters, no metrics that it was not told of, no order.
 */
final class DuckDbWay {
  private static final String TEXT_METRIC = "funding_drag_or_status";

  /** Points and trades are numbered by their order. */
  private static final Set<String> ORDERED = Set.of("equity", "trades");

  private DuckDbWay() {}

  /** Loads all; gives the seconds of each table. */
  static Map<String, Double> load(Path root, Path into, int threads) throws SQLException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + threads);
      statement.execute("SET TimeZone = 'UTC'");
      for (Map.Entry<String, String> table : selects(root).entrySet()) {
        // Ten times as fast over so many files where the order of rows means nothing.
        statement.execute("SET preserve_insertion_order = " + ORDERED.contains(table.getKey()));
        long began = System.nanoTime();
        statement.execute(
            "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                .formatted(table.getValue(), into.resolve(table.getKey() + ".parquet")));
        seconds.put(table.getKey(), (System.nanoTime() - began) / 1e9);
      }
    }
    return seconds;
  }

  private static Map<String, String> selects(Path root) {
    String metrics =
        Stream.concat(RunStats.ALWAYS.stream(), RunStats.OFTEN.stream())
            .map(name -> name + ": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    String casts =
        Stream.concat(RunStats.ALWAYS.stream(), RunStats.OFTEN.stream())
            .map(name -> "TRY_CAST(%1$s AS DOUBLE) AS %1$s".formatted(name))
            .collect(Collectors.joining(", "));
    Map<String, String> selects = new LinkedHashMap<>();
    selects.put(
        "snapshots",
        "SELECT meta, params, filename FROM read_json('"
            + root
            + "/*/config_snapshot.json', format = 'unstructured', records = true,"
            + " columns = {meta: 'JSON', params: 'JSON'}, maximum_object_size = 8192,"
            + " filename = true)");
    selects.put(
        "stats",
        "SELECT %s, %s, filename FROM read_json('%s/*/stats.json', format = 'unstructured', records = true, columns = {%s, %s: 'VARCHAR'}, maximum_object_size = 8192, filename = true)"
            .formatted(casts, TEXT_METRIC, root, metrics, TEXT_METRIC));
    selects.put(
        "snippets", "SELECT filename, content FROM read_text('" + root + "/*/report_snippet.md')");
    selects.put(
        "equity",
        "SELECT * FROM read_csv('"
            + root
            + "/*/equity.csv', header = true, delim = ',', auto_detect = false, filename = true,"
            + " columns = {timestamp: 'TIMESTAMP WITH TIME ZONE', equity: 'DOUBLE'})");
    selects.put(
        "trades",
        "SELECT * FROM read_parquet('"
            + root
            + "/*/trades.parquet', union_by_name = true, filename = true)");
    return selects;
  }
}
