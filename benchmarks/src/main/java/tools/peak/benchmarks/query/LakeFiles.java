package tools.peak.benchmarks.query;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The peer: a lake's Parquet files, as views of DuckDB's. */
final class LakeFiles implements AutoCloseable {
  private final Connection connection;

  private LakeFiles(Connection connection) {
    this.connection = connection;
  }

  static LakeFiles open(Path lake, int threads) throws SQLException, IOException {
    Connection connection = NativeTable.connect("jdbc:duckdb:", false, threads);
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("runs", "trades", "equity")) {
        Path data = lake.resolve("warehouse/lake/" + table + "/data");
        if (hasFiles(data)) {
          statement.execute(
              "CREATE VIEW %s AS SELECT * FROM read_parquet('%s/*.parquet')"
                  .formatted(table, data.toString().replace("'", "''")));
        }
      }
    }
    return new LakeFiles(connection);
  }

  private static boolean hasFiles(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "*.parquet")) {
      return files.iterator().hasNext();
    }
  }

  String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      boolean _ = rows.next();
      return rows.getString(1);
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
