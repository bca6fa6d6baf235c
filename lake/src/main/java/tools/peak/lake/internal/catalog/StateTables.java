package tools.peak.lake.internal.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.internal.StateTable;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** The small tables of the catalog, as they were at a version. */
final class StateTables {
  private static final List<Definition> DEFINITIONS =
      List.of(
          new Definition(
              "rejects",
              "peak_rejects",
              new Column("path", ColumnType.TEXT),
              new Column("run_id", ColumnType.TEXT),
              new Column("code", ColumnType.TEXT),
              new Column("reason", ColumnType.TEXT),
              new Column("first_seen", ColumnType.TIMESTAMP),
              new Column("last_seen", ColumnType.TIMESTAMP)),
          new Definition(
              "tags",
              "peak_tags",
              new Column("run_id", ColumnType.TEXT),
              new Column("key", ColumnType.TEXT),
              new Column("value", ColumnType.TEXT),
              new Column("set_at", ColumnType.TIMESTAMP),
              new Column("set_by", ColumnType.TEXT)),
          new Definition(
              "strategies",
              "peak_strategies",
              new Column("strategy", ColumnType.TEXT),
              new Column("tier", ColumnType.TEXT),
              new Column("category", ColumnType.TEXT),
              new Column("last_updated", ColumnType.TIMESTAMP),
              new Column("recommended_config_id", ColumnType.TEXT),
              new Column("allow_live", ColumnType.BOOLEAN),
              new Column("label", ColumnType.TEXT),
              new Column("risk_profile", ColumnType.TEXT),
              new Column("owner", ColumnType.TEXT),
              new Column("tags", ColumnType.TEXT),
              new Column("notes", ColumnType.TEXT)));

  private StateTables() {}

  private record Definition(String name, String source, List<Column> columns) {
    Definition(String name, String source, Column... columns) {
      this(name, source, List.of(columns));
    }
  }

  /** All of them at a version; the rows are read when somebody asks. */
  static List<StateTable> at(Catalog catalog, long version) {
    return DEFINITIONS.stream()
        .map(
            definition ->
                new StateTable(
                    definition.name(),
                    definition.columns(),
                    () -> catalog.read(connection -> rows(connection, definition, version))))
        .toList();
  }

  private static List<List<@Nullable Object>> rows(
      Connection connection, Definition definition, long version) throws SQLException {
    String names =
        definition.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    return Sqlite.query(
        connection,
        row -> values(row, definition.columns()),
        "SELECT %s FROM %s WHERE since <= ? AND (until IS NULL OR until > ?)"
            .formatted(names, definition.source()),
        version,
        version);
  }

  private static List<@Nullable Object> values(ResultSet row, List<Column> columns)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      values.add(value(row, i, columns.get(i - 1).type()));
    }
    return values;
  }

  private static @Nullable Object value(ResultSet row, int i, ColumnType type) throws SQLException {
    if (row.getObject(i) == null) {
      return null;
    }
    return switch (type) {
      case TIMESTAMP -> Micros.instant(row.getLong(i));
      case BOOLEAN -> row.getInt(i) != 0;
      case TEXT -> row.getString(i);
      case DOUBLE, LONG, INT, DATE, VALUES, NUMBERS, TEXTS ->
          throw new IllegalStateException("no small table has a column of type " + type);
    };
  }
}
