package tools.peak.lake.sqlite;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.RunsTable;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/**
 * What other programs committed to the tables: a pointer that stands elsewhere than Peak's last
 * version left it.
 *
 * @param adoption finds out where a table stands now, and whether Peak can go on with it
 * @param runsTable reads the table of runs, to make the index anew
 */
record ForeignCommits(Adoption adoption, RunsTable runsTable) {
  /** Takes a table over from where another program left it. */
  @FunctionalInterface
  interface Adoption {
    TablePointer adopted(LakeTable table, TablePointer before, String metadata);
  }

  private static final String UNKNOWN = "unknown";

  private static final String MOVED =
      """
      SELECT i.table_name, i.metadata_location
      FROM iceberg_tables i JOIN peak_version_tables v ON v.table_name = i.table_name
      WHERE i.catalog_name = 'peak' AND i.table_namespace = 'lake'
        AND v.version = (SELECT max(version) FROM peak_versions)
        AND v.metadata_location <> i.metadata_location
      """;

  /** Whether there is one that no version knows of. */
  boolean arePending(Sqlite database) {
    return database.finds(MOVED);
  }

  private Map<LakeTable, TablePointer> moved(Sqlite database, SqliteTransaction transaction) {
    Map<LakeTable, TablePointer> moved = new EnumMap<>(LakeTable.class);
    List<Map.Entry<String, String>> rows =
        database.query(row -> Map.entry(row.getString(1), row.getString(2)), MOVED);
    for (Map.Entry<String, String> row : rows) {
      LakeTable table = LakeTable.valueOf(row.getKey().toUpperCase(Locale.ROOT));
      moved.put(table, adoption.adopted(table, transaction.pointer(table), row.getValue()));
    }
    return moved;
  }

  /** Moves a transaction's pointers to where the other programs left them. */
  void adopt(Sqlite database, SqliteTransaction transaction) {
    Map<LakeTable, TablePointer> moved = moved(database, transaction);
    if (moved.isEmpty()) {
      return;
    }
    moved.forEach(transaction::move);
    // Who did it nobody knows: the audit says who noticed.
    transaction
        .deedOf(UNKNOWN)
        .text("noticed_by", transaction.actor().name())
        .word("tables", tables(moved.keySet()));
    transaction.finish("external");
    TablePointer runs = moved.get(LakeTable.RUNS);
    boolean isIndexed = runs == null || index(database, runs);
    new IndexTrust(database).externalVersion(transaction.nextVersion(), moved.keySet(), isIndexed);
  }

  private static String tables(Collection<LakeTable> moved) {
    return moved.stream().map(LakeTable::tableName).sorted().collect(Collectors.joining("+"));
  }

  /**
   * A run that another program deleted is to be read again, and one that it added is known.
   *
   * @return whether the index now has every run where its row is
   */
  private boolean index(Sqlite database, TablePointer runs) {
    database.execute("SAVEPOINT peak_index");
    boolean isWhole = false;
    try {
      isWhole = new SqliteRunIndex(database).rebuild(runsTable, runs);
    } catch (LakeException e) {
      // Peak can't read such a table, and every question says why: the index stays as it was.
      database.execute("ROLLBACK TO peak_index");
    }
    database.execute("RELEASE peak_index");
    return isWhole;
  }
}
