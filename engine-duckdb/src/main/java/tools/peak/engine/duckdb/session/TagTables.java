package tools.peak.engine.duckdb.session;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.sql.TagSource;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.StateRows;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * The values of tags by run, brought into DuckDB a key at a time when a question needs them, and
 * kept for the next one.
 */
public final class TagTables {
  /** So many keys stay although nobody reads them. */
  private static final int KEPT = 8;

  private static final List<Column> COLUMNS =
      List.of(new Column("run_id", ColumnType.TEXT), new Column("value", ColumnType.TEXT));

  private final DuckDBConnection connection;
  private final Map<Edition, Loaded> tables = new HashMap<>();
  private long uses;

  /** A key's values, which are the same in many versions of the lake. */
  private record Edition(String key, long number) {}

  private static final class Loaded {
    final String table;
    int readers;
    long lastUse;

    Loaded(String table) {
      this.table = table;
    }
  }

  public TagTables(DuckDBConnection connection) {
    this.connection = connection;
  }

  Lease lease(View snapshot) {
    return new Lease(snapshot);
  }

  /** Keeps tables in place until it is closed. For one thread. */
  public final class Lease implements TagSource, AutoCloseable {
    private final View snapshot;
    private final Set<Edition> used = new HashSet<>();

    private Lease(View snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public Optional<String> tag(String key) {
      return rows()
          .map(rows -> load(new Edition(key, rows.edition(snapshot.version())), rows, used));
    }

    /** All keys. */
    public Set<String> keys() {
      return rows().map(StateRows::keys).orElse(Set.of());
    }

    private Optional<StateRows> rows() {
      return snapshot.state().stream()
          .filter(table -> table.name().equals("tags"))
          .findFirst()
          .map(StateTable::rows);
    }

    @Override
    public void close() {
      release(used);
      used.clear();
    }
  }

  private synchronized String load(Edition edition, StateRows rows, Set<Edition> used) {
    Loaded loaded = tables.get(edition);
    if (loaded == null) {
      loaded = new Loaded("tag_" + ++uses);
      fill(loaded.table, edition.key(), rows);
      tables.put(edition, loaded);
    }
    loaded.lastUse = ++uses;
    if (used.add(edition)) {
      loaded.readers++;
    }
    return loaded.table;
  }

  private void fill(String table, String key, StateRows rows) {
    try {
      StateTableLoader.create(connection, table, COLUMNS);
      try (StateTableLoader.Loader loader =
          new StateTableLoader.Loader(connection, table, COLUMNS)) {
        rows.ofKey(
            key,
            row -> {
              try {
                loader.add(Arrays.<@Nullable Object>asList(row.get(0), row.get(2)));
              } catch (SQLException e) {
                throw failure(e);
              }
            });
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LakeException failure(SQLException e) {
    return new LakeException(LakeException.Code.IO, "cannot load tags: " + e.getMessage(), e);
  }

  private synchronized void release(Set<Edition> used) {
    for (Edition edition : used) {
      Loaded loaded = tables.get(edition);
      if (loaded != null) {
        loaded.readers--;
      }
    }
    while (tables.size() > KEPT && dropOldest()) {}
  }

  private boolean dropOldest() {
    Optional<Map.Entry<Edition, Loaded>> oldest =
        tables.entrySet().stream()
            .filter(entry -> entry.getValue().readers == 0)
            .min((a, b) -> Long.compare(a.getValue().lastUse, b.getValue().lastUse));
    if (oldest.isEmpty()) {
      return false;
    }
    tables.remove(oldest.get().getKey());
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE " + oldest.get().getValue().table);
    } catch (SQLException e) {
      throw failure(e);
    }
    return true;
  }
}
