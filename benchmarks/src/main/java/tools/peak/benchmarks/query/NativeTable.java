package tools.peak.benchmarks.query;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** The peer: the same runs and tags in tables of DuckDB's own, in a file. */
final class NativeTable implements AutoCloseable {
  private final DuckDBConnection connection;

  private NativeTable(DuckDBConnection connection) {
    this.connection = connection;
  }

  static DuckDBConnection connect(String url, boolean readOnly, int threads) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", "2GB");
    DuckDBConnection connection = DuckDBConnection.newConnection(url, readOnly, null, settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }

  /** Copies the lake's files of runs, in their order, and a tag for every second run. */
  static void build(Path file, Path lake, int threads) throws SQLException {
    try (DuckDBConnection connection = connect("jdbc:duckdb:" + file, false, threads);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE runs AS SELECT * FROM read_parquet('%s') ORDER BY \"timestamp\""
              .formatted(lake.resolve("warehouse/lake/runs/data/*.parquet")));
      statement.execute(
          """
          CREATE TABLE tags AS
          SELECT run_id, CASE WHEN n % 4 = 0 THEN 'owner' ELSE 'review' END AS key,
            CASE WHEN n % 4 = 0 THEN 'owner' || n % 25 WHEN n % 10 = 2 THEN 'passed'
                 ELSE 'open' END AS value
          FROM (SELECT run_id, row_number() OVER (PARTITION BY stage,
                  date_trunc('month', "timestamp") ORDER BY run_id) - 1 AS n FROM runs)
          WHERE n % 2 = 0
          """);
      statement.execute("CHECKPOINT");
    }
  }

  static NativeTable open(Path file, int threads) throws SQLException {
    return new NativeTable(connect("jdbc:duckdb:" + file, true, threads));
  }

  /** Runs a statement and reads all of its answer; gives the number of rows and the last value. */
  String ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      int count = 0;
      Object last = null;
      while (rows.next()) {
        count++;
        for (int i = 1; i <= width; i++) {
          last = rows.getObject(i);
        }
      }
      return count + " rows, " + last;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
