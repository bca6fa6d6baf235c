package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.StateRows;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.catalog.Strategies;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** The small tables of the catalog, as they were at a version. */
final class SqliteStateTables {
  private static final String OF_RUN = " AND run_id = ?";
  private static final String TAGS = "peak_tags";
  private static final String NOTICES = "peak_notices";

  /** A row of these is in force from the version that it tells of. */
  private static final String AUDITED = "version_after <= ? AND version_before <= ?";

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
              "notices",
              NOTICES,
              new Column("run_id", ColumnType.TEXT),
              new Column("file", ColumnType.TEXT),
              new Column("code", ColumnType.TEXT),
              new Column("detail", ColumnType.TEXT)),
          new Definition(
              "tags",
              TAGS,
              new Column("run_id", ColumnType.TEXT),
              new Column("key", ColumnType.TEXT),
              new Column("value", ColumnType.TEXT),
              new Column("set_at", ColumnType.TIMESTAMP),
              new Column("set_by", ColumnType.TEXT)),
          new Definition(
              "holds",
              "peak_holds",
              new Column("run_id", ColumnType.TEXT),
              new Column("reason", ColumnType.TEXT),
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
              new Column("notes", ColumnType.TEXT)),
          new Definition(
              Strategies.ALIASES,
              "peak_strategy_aliases",
              new Column("alias", ColumnType.TEXT),
              new Column("strategy", ColumnType.TEXT)),
          new Definition("audit", "peak_audit", AUDITED, Audit.COLUMNS),
          new Definition(
              "audit_names",
              "peak_audit_names",
              "seq IN (SELECT seq FROM peak_audit WHERE " + AUDITED + ")",
              List.of(
                  new Column("seq", ColumnType.LONG),
                  new Column("name", ColumnType.TEXT),
                  new Column("text", ColumnType.TEXT))));

  private SqliteStateTables() {}

  /**
   * A table.
   *
   * @param inForce which rows a version has, which is asked for twice
   */
  private record Definition(String name, String source, String inForce, List<Column> columns) {
    Definition(String name, String source, Column... columns) {
      this(name, source, "since <= ? AND (until IS NULL OR until > ?)", List.of(columns));
    }
  }

  /** All of them at a version; the rows are read when somebody asks. */
  static List<StateTable> at(SqliteCatalog catalog, long version) {
    return DEFINITIONS.stream()
        .map(
            definition ->
                new StateTable(
                    definition.name(),
                    definition.columns(),
                    switch (definition.source()) {
                      case TAGS -> new TagRows(catalog, definition, version);
                      case NOTICES -> new NoticeRows(catalog, definition, version);
                      default -> visitor -> read(catalog, definition, version, visitor, "");
                    }))
        .toList();
  }

  private record NoticeRows(SqliteCatalog catalog, Definition definition, long version)
      implements StateRows {
    @Override
    public void forEach(Visitor visitor) {
      read(catalog, definition, version, visitor, "");
    }

    @Override
    public void ofRun(String runId, Visitor visitor) {
      read(catalog, definition, version, visitor, OF_RUN, runId);
    }
  }

  /** Tags may be millions: they are found by key, and known to be the same in most versions. */
  private record TagRows(SqliteCatalog catalog, Definition definition, long version)
      implements StateRows {
    @Override
    public void forEach(Visitor visitor) {
      read(catalog, definition, version, visitor, "");
    }

    @Override
    public void ofRun(String runId, Visitor visitor) {
      read(catalog, definition, version, visitor, OF_RUN, runId);
    }

    @Override
    public void ofKey(String key, Visitor visitor) {
      read(catalog, definition, version, visitor, " AND key = ?", key);
    }

    @Override
    public Set<String> keys() {
      // Hops from key to key in the index, instead of reading it.
      List<String> keys =
          catalog.readDatabase(
              database ->
                  database.query(
                      row -> row.getString(1),
                      """
                      WITH RECURSIVE k(key) AS (
                        SELECT min(key) FROM peak_tags
                        UNION ALL
                        SELECT (SELECT min(key) FROM peak_tags WHERE key > k.key) FROM k
                        WHERE k.key IS NOT NULL)
                      SELECT key FROM k WHERE key IS NOT NULL AND EXISTS (
                        SELECT 1 FROM peak_tags t WHERE t.key = k.key AND t.since <= ?
                          AND (t.until IS NULL OR t.until > ?))
                      """,
                      version,
                      version));
      return new TreeSet<>(keys);
    }

    private static long newestExpiry(Sqlite database) {
      return ExpiryTables.areIn(database)
          ? database
              .query(row -> row.getLong(1), "SELECT coalesce(max(expired_by), 0) FROM peak_expired")
              .getFirst()
          : 0;
    }

    @Override
    public long edition(long asked) {
      long newest =
          catalog.readDatabase(
              database ->
                  database
                      .query(
                          row -> row.getLong(1),
                          """
                          SELECT max(
                            coalesce((SELECT since FROM peak_tags ORDER BY rowid DESC LIMIT 1), 0),
                            coalesce((SELECT max(until) FROM peak_tags WHERE until IS NOT NULL), 0))
                          """)
                      .getFirst());
      // What expired is no longer among the rows, and was a change.
      long expired = catalog.readDatabase(TagRows::newestExpiry);
      long changed = Math.max(newest, expired);
      return changed <= asked ? changed : asked;
    }
  }

  private static void read(
      SqliteCatalog catalog,
      Definition definition,
      long version,
      StateRows.Visitor visitor,
      String condition,
      Object... values) {
    String names =
        definition.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    @Nullable Object[] all = new Object[2 + values.length];
    all[0] = version;
    all[1] = version;
    System.arraycopy(values, 0, all, 2, values.length);
    boolean _ =
        catalog.readDatabase(
            database -> {
              if (!database.finds(
                  "SELECT name FROM sqlite_master WHERE name = ?", definition.source())) {
                return false; // an older Peak made the lake, and nothing was written to it since
              }
              database.forEach(
                  row -> values(row, definition.columns()),
                  visitor::visit,
                  "SELECT %s FROM %s WHERE %s%s"
                      .formatted(names, definition.source(), definition.inForce(), condition),
                  all);
              return true;
            });
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
    return switch (type) {
      case TIMESTAMP -> row.getObject(i) == null ? null : Micros.instant(row.getLong(i));
      case BOOLEAN -> row.getObject(i) == null ? null : row.getInt(i) != 0;
      case TEXT -> row.getString(i);
      case LONG -> row.getObject(i) == null ? null : row.getLong(i);
      case DOUBLE, INT, DATE, VALUES, NUMBERS, TEXTS, VALUE ->
          throw new IllegalStateException("no small table has a column of type " + type);
    };
  }
}
