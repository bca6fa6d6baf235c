package tools.peak.engine.duckdb.session;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.ColumnSql;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** The catalog's small tables in DuckDB. */
public final class StateTableLoader {
  private StateTableLoader() {}

  public static void create(DuckDBConnection connection, String name, List<Column> columns)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          columns.stream()
              .map(
                  column -> SqlText.identifier(column.name()) + " " + ColumnSql.type(column.type()))
              .collect(
                  Collectors.joining(
                      ", ", "CREATE OR REPLACE TABLE " + SqlText.identifier(name) + " (", ")")));
    }
  }

  /** Appends rows to a table. */
  public static final class Loader implements AutoCloseable {
    private final DuckDBAppender appender;
    private final List<Column> columns;

    public Loader(DuckDBConnection connection, String name, List<Column> columns)
        throws SQLException {
      this.appender = connection.createAppender("main", name);
      this.columns = columns;
    }

    public void add(List<@Nullable Object> row) throws SQLException {
      appender.beginRow();
      for (int i = 0; i < row.size(); i++) {
        append(row.get(i), columns.get(i));
      }
      appender.endRow();
    }

    private void append(@Nullable Object value, Column column) throws SQLException {
      switch (value) {
        case null -> appender.appendNull();
        case String text -> appender.append(text);
        case Integer number when column.type() == ColumnType.INT ->
            appender.append(number.intValue());
        case Number number when column.type() == ColumnType.DOUBLE ->
            appender.append(number.doubleValue());
        case Number number -> appender.append(number.longValue());
        case Boolean truth -> appender.append(truth.booleanValue());
        case Instant instant -> appender.append(instant.atOffset(ZoneOffset.UTC));
        case LocalDate day -> appender.append(day);
        default -> throw new SQLException("no value of " + column.name() + ": " + value.getClass());
      }
    }

    @Override
    public void close() throws SQLException {
      appender.close();
    }
  }
}
