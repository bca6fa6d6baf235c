package tools.peak.integration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** Asks the files of all tables of a snapshot, by a DuckDB of its own. */
final class Readings implements AutoCloseable {
  private final Connection connection;

  Readings() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET parquet_metadata_cache = true");
    }
  }

  /** How many rows each table has, and of {@code ingests} how many runs they tell of. */
  Map<LakeTable, Long> rows(View snapshot) throws SQLException {
    String counts =
        snapshot.tables().entrySet().stream()
            .map(table -> count(table.getKey(), table.getValue()))
            .collect(Collectors.joining(", ", "SELECT ", ""));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(counts)) {
      row.next();
      Map<LakeTable, Long> rows = new EnumMap<>(LakeTable.class);
      int column = 0;
      for (LakeTable table : snapshot.tables().keySet()) {
        rows.put(table, row.getLong(++column));
      }
      return rows;
    }
  }

  private static String count(LakeTable name, TableSnapshot table) {
    String what = name == LakeTable.INGESTS ? "sum(added)::BIGINT" : "count(*)";
    return table.files().isEmpty()
        ? "0"
        : table.files().stream()
            .map(file -> "'" + file.replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "(SELECT " + what + " FROM read_parquet([", "]))"));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
