package tools.peak.parquet;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another engine's reading of a file, in the words of {@link Fixtures#values}. */
public final class OtherEngine implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  public OtherEngine() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    statement = connection.createStatement();
    run("SET TimeZone = 'UTC'");
    run("SET threads = 1");
  }

  public void run(String sql) throws SQLException {
    statement.execute(sql);
  }

  public List<String> values(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    try (ResultSet columns = statement.executeQuery("DESCRIBE FROM '" + file + "'")) {
      while (columns.next()) {
        names.add(columns.getString("column_name"));
        types.add(columns.getString("column_type"));
      }
    }
    List<String> values = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      String name = names.get(column);
      String type = types.get(column);
      String quoted = '"' + name.replace("\"", "\"\"") + '"';
      String sql = "SELECT " + expression(quoted, type) + " FROM '" + file + "'";
      try (ResultSet rows = statement.executeQuery(sql)) {
        for (int row = 0; rows.next(); row++) {
          values.add(name + "[" + row + "] = " + text(rows, type));
        }
      }
    }
    return values;
  }

  /** The first column of what a statement gives. */
  public List<String> texts(String select) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static String expression(String column, String type) {
    if (type.startsWith("TIMESTAMP")) {
      // Nanoseconds are rounded down: before 1970 too, where a division rounds up.
      return type.endsWith("_NS")
          ? "(epoch_ns(%1$s) - (epoch_ns(%1$s) %% 1000 + 1000) %% 1000) // 1000".formatted(column)
          : "epoch_us(" + column + ")";
    }
    return switch (type) {
      case "DATE" -> "epoch_us(CAST(" + column + " AS TIMESTAMP))";
      case "TIME", "UUID" -> "CAST(" + column + " AS VARCHAR)";
      case "BLOB" ->
          "CASE WHEN "
              + column
              + " = 'plain' THEN 'plain' ELSE '0x' || lower(hex("
              + column
              + ")) END";
      default -> column;
    };
  }

  private static @Nullable String text(ResultSet row, String type) throws SQLException {
    Object value = row.getObject(1);
    if (value == null) {
      return null;
    }
    if (type.startsWith("TIMESTAMP") || type.equals("DATE")) {
      return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS).toString();
    }
    return switch (value) {
      case Float number -> Double.toString(number);
      case BigDecimal number -> Double.toString(number.doubleValue());
      default ->
          type.equals("TIME") ? LocalTime.parse(value.toString()).toString() : value.toString();
    };
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
