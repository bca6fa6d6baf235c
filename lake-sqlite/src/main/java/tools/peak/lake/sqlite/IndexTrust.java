package tools.peak.lake.sqlite;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.peak.lake.schema.LakeTable;

/**
 * Whether the index of runs tells in which partition a run's rows lie. It does for all that Peak
 * wrote. After another program's commit it does for the table of runs, once the index was made anew
 * from it; of the rows in another table that such a program wrote to, nobody but the table knows.
 */
record IndexTrust(Sqlite database) {
  /** The newest version of another program that the index was made anew for. */
  private static final String INDEXED = "indexed_version";

  /** Tables of runs' rows that another program wrote to, parted by commas. */
  private static final String FOREIGN = "foreign_tables";

  /** Whether rows of runs lie in a table where the index says. */
  boolean covers(LakeTable table) {
    List<Long> external =
        database.query(
            row -> row.getLong(1),
            "SELECT max(version) FROM peak_versions WHERE operation = 'external'"
                + " HAVING max(version) IS NOT NULL");
    return external.isEmpty()
        || (external.getFirst() <= Long.parseLong(fact(INDEXED, "0"))
            && !foreignTables().contains(table.tableName()));
  }

  /** Takes down what a version of another program changed. */
  void externalVersion(long version, Collection<LakeTable> tables, boolean isIndexed) {
    boolean isFirst =
        database
                .query(
                    row -> row.getLong(1),
                    "SELECT count(*) FROM peak_versions WHERE operation = 'external'")
                .getFirst()
            == 1;
    boolean wasIndexed = isFirst || !fact(INDEXED, "").isEmpty();
    if (isIndexed && (wasIndexed || tables.contains(LakeTable.RUNS))) {
      put(INDEXED, Long.toString(version));
    }
    Set<String> foreign = new HashSet<>(foreignTables());
    tables.stream()
        .filter(table -> table != LakeTable.RUNS)
        .forEach(table -> foreign.add(table.tableName()));
    put(FOREIGN, String.join(",", foreign));
  }

  private List<String> foreignTables() {
    return Arrays.asList(fact(FOREIGN, "").split(","));
  }

  private String fact(String key, String otherwise) {
    return database
        .query(row -> row.getString(1), "SELECT value FROM peak_lake WHERE key = ?", key)
        .stream()
        .findFirst()
        .orElse(otherwise);
  }

  private void put(String key, String value) {
    var _ = database.update("INSERT OR REPLACE INTO peak_lake VALUES (?, ?)", key, value);
  }
}
