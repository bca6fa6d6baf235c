package tools.peak.lake.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.lake.catalog.Tags;

/** {@code peak_tags}: a row is in force from its version on, until another takes its place. */
record SqliteTags(SqliteTransaction transaction) implements Tags {
  /** Finds rows of runs by run_id and key: most rows of a key may be of other runs. */
  private static final String OF_RUNS =
      "peak_tags INDEXED BY peak_tags_run WHERE until IS NULL AND run_id IN (%s)";

  @Override
  public void set(Collection<String> runIds, String key, String value, String setBy) {
    put(runIds, key, "?2", value, setBy);
  }

  @Override
  public void append(Collection<String> runIds, String key, String line, String setBy) {
    put(
        runIds,
        key,
        """
        coalesce(
          (SELECT value || char(10) FROM peak_tags
           WHERE run_id = column1 AND key = ?1 AND until IS NULL), '') || ?2
        """,
        line,
        setBy);
  }

  /** The new rows first: they may say what the old ones said. */
  private void put(Collection<String> runIds, String key, String value, String text, String setBy) {
    Sqlite database = transaction.database();
    long before =
        database
            .query(row -> row.getLong(1), "SELECT coalesce(max(rowid), 0) FROM peak_tags")
            .getFirst();
    long _ =
        database.updateMany(
            "INSERT INTO peak_tags SELECT column1, ?1, " + value + ", ?3, ?4, ?5, NULL FROM (%s)",
            runIds,
            key,
            text,
            Micros.of(transaction.now()),
            setBy,
            transaction.nextVersion());
    long _ =
        database.updateMany(
            "UPDATE peak_tags SET until = ?3 WHERE rowid IN (SELECT rowid FROM "
                + OF_RUNS
                + " AND key = ?1 AND rowid <= ?2)",
            runIds,
            key,
            before,
            transaction.nextVersion());
    transaction.markChanged();
  }

  @Override
  public long remove(Collection<String> runIds, Collection<String> keys) {
    Sqlite database = transaction.database();
    Set<String> had = new HashSet<>();
    for (String key : keys) {
      had.addAll(
          database.queryMany(
              row -> row.getString(1),
              "SELECT run_id FROM " + OF_RUNS + " AND key = ?1",
              runIds,
              key));
      long _ =
          database.updateMany(
              "UPDATE peak_tags SET until = ?2 WHERE rowid IN (SELECT rowid FROM "
                  + OF_RUNS
                  + " AND key = ?1)",
              runIds,
              key,
              transaction.nextVersion());
    }
    if (!had.isEmpty()) {
      transaction.markChanged();
    }
    return had.size();
  }

  @Override
  public void clear(Collection<String> runIds) {
    transaction
        .database()
        .updateAll(
            "UPDATE peak_tags SET until = ? WHERE run_id = ? AND until IS NULL",
            List.copyOf(runIds),
            runId -> new Object[] {transaction.nextVersion(), runId});
  }

  @Override
  public void fromTool(Map<String, Map<String, String>> tags, String tool) {
    transaction
        .database()
        .updateAll(
            "UPDATE peak_tags SET until = ? WHERE run_id = ? AND set_by = ? AND until IS NULL",
            tags.keySet(),
            runId -> new Object[] {transaction.nextVersion(), runId, tool});
    List<String[]> rows = new ArrayList<>();
    tags.forEach(
        (runId, ofRun) ->
            ofRun.forEach((key, value) -> rows.add(new String[] {runId, key, value})));
    transaction
        .database()
        .updateAll(
            """
            INSERT INTO peak_tags
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, NULL WHERE NOT EXISTS (
              SELECT 1 FROM peak_tags WHERE run_id = ?1 AND key = ?2 AND until IS NULL)
            """,
            rows,
            row ->
                new Object[] {
                  row[0],
                  row[1],
                  row[2],
                  Micros.of(transaction.now()),
                  tool,
                  transaction.nextVersion()
                });
    transaction.markChanged();
  }

  @Override
  public void restore(Collection<String> runIds, long version) {
    transaction
        .database()
        .updateAll(
            """
            INSERT INTO peak_tags
            SELECT run_id, key, value, set_at, set_by, ?, NULL FROM peak_tags
            WHERE run_id = ? AND since <= ? AND (until IS NULL OR until > ?)
            """,
            List.copyOf(runIds),
            runId -> new Object[] {transaction.nextVersion(), runId, version, version});
  }

  /** From key to key of the index: a million tags of one key are one step. */
  static List<String> keys(Sqlite database, int most) {
    return database.query(
        row -> row.getString(1),
        """
        WITH RECURSIVE keys (key) AS (
          SELECT min(key) FROM peak_tags
          UNION ALL
          SELECT (SELECT min(key) FROM peak_tags WHERE key > keys.key) FROM keys WHERE key IS NOT NULL)
        SELECT key FROM keys WHERE key IS NOT NULL LIMIT ?
        """,
        most);
  }

  /** Of the first some thousand runs that have the tag. */
  static List<String> values(Sqlite database, String key, int most) {
    return database.query(
        row -> row.getString(1),
        """
        SELECT DISTINCT value FROM (
          SELECT value FROM peak_tags WHERE key = ? AND until IS NULL LIMIT 5000)
        ORDER BY value LIMIT ?
        """,
        key,
        most);
  }
}
