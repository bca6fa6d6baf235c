package tools.peak.lake.internal.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.internal.Snapshot;
import tools.peak.lake.internal.StateTable;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * The catalog's small tables, brought into DuckDB when a question needs them and kept for the next
 * one about the same version of the lake.
 */
final class StateTables {
  /** Tables of so many versions stay although nobody reads them. */
  private static final int KEPT = 2;

  private final DuckDBConnection connection;
  private final Map<Long, Loaded> versions = new HashMap<>();
  private long uses;

  private static final class Loaded {
    final Map<String, String> tables = new HashMap<>();
    int readers;
    long lastUse;
  }

  StateTables(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Keeps the tables of a version in place until it is closed. */
  final class Lease implements AutoCloseable {
    private final Snapshot snapshot;
    private boolean closed;

    private Lease(Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    /** The SQL name of a table; empty when the lake has none of that name. */
    Optional<String> table(String name) {
      return snapshot.state().stream()
          .filter(table -> table.name().equals(name))
          .findFirst()
          .map(table -> load(snapshot.version(), table));
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        release(snapshot.version());
      }
    }
  }

  synchronized Lease lease(Snapshot snapshot) {
    Loaded loaded = versions.computeIfAbsent(snapshot.version(), _ -> new Loaded());
    loaded.readers++;
    loaded.lastUse = ++uses;
    return new Lease(snapshot);
  }

  private synchronized String load(long version, StateTable table) {
    Loaded loaded = versions.computeIfAbsent(version, _ -> new Loaded());
    String known = loaded.tables.get(table.name());
    if (known != null) {
      return known;
    }
    String name = DuckDb.identifier("state_" + version + "_" + table.name());
    String plain = "state_" + version + "_" + table.name();
    try {
      create(connection, plain, table.columns());
      try (Loader loader = new Loader(connection, plain, table.columns())) {
        for (List<@Nullable Object> row : table.rows().get()) {
          loader.add(row);
        }
      }
    } catch (SQLException e) {
      throw new LakeException(LakeException.Code.IO, "cannot load " + table.name(), e);
    }
    loaded.tables.put(table.name(), name);
    return name;
  }

  static void create(DuckDBConnection connection, String name, List<Column> columns)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          columns.stream()
              .map(column -> DuckDb.identifier(column.name()) + " " + Scan.type(column.type()))
              .collect(
                  Collectors.joining(
                      ", ", "CREATE OR REPLACE TABLE " + DuckDb.identifier(name) + " (", ")")));
    }
  }

  /** Appends rows to a table. */
  static final class Loader implements AutoCloseable {
    private final DuckDBAppender appender;
    private final List<Column> columns;

    Loader(DuckDBConnection connection, String name, List<Column> columns) throws SQLException {
      this.appender = connection.createAppender("main", name);
      this.columns = columns;
    }

    void add(List<@Nullable Object> row) throws SQLException {
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

  private synchronized void release(long version) {
    Loaded loaded = versions.get(version);
    if (loaded != null) {
      loaded.readers--;
    }
    while (versions.size() > KEPT && dropOldest()) {}
  }

  private boolean dropOldest() {
    Iterator<Map.Entry<Long, Loaded>> idle =
        versions.entrySet().stream()
            .filter(entry -> entry.getValue().readers == 0)
            .sorted((a, b) -> Long.compare(a.getValue().lastUse, b.getValue().lastUse))
            .iterator();
    if (!idle.hasNext()) {
      return false;
    }
    Map.Entry<Long, Loaded> oldest = idle.next();
    versions.remove(oldest.getKey());
    try (Statement statement = connection.createStatement()) {
      for (String table : oldest.getValue().tables.values()) {
        statement.execute("DROP TABLE " + table);
      }
    } catch (SQLException e) {
      throw new LakeException(LakeException.Code.IO, "cannot drop what was loaded", e);
    }
    return true;
  }
}
