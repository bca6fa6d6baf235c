package tools.peak.lake.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.lake.catalog.Tags;

/** {@code peak_tags}: a row is in force from its version on, until another takes its place. */
record SqliteTags(SqliteTransaction transaction) implements Tags {
  @Override
  public void set(Collection<String> runIds, String key, String value, String setBy) {
    transaction
        .database()
        .updateAll(
            "UPDATE peak_tags SET until = ? WHERE run_id = ? AND key = ? AND until IS NULL",
            runIds,
            runId -> new Object[] {transaction.nextVersion(), runId, key});
    transaction
        .database()
        .updateAll(
            "INSERT INTO peak_tags VALUES (?, ?, ?, ?, ?, ?, NULL)",
            runIds,
            runId ->
                new Object[] {
                  runId, key, value, Micros.of(transaction.now()), setBy, transaction.nextVersion()
                });
    transaction.markChanged();
  }

  @Override
  public long remove(Collection<String> runIds, Collection<String> keys) {
    long changed = 0;
    for (String runId : runIds) {
      long ofRun = 0;
      for (String key : keys) {
        ofRun +=
            transaction
                .database()
                .update(
                    "UPDATE peak_tags SET until = ? WHERE run_id = ? AND key = ? AND until IS NULL",
                    transaction.nextVersion(),
                    runId,
                    key);
      }
      changed += ofRun > 0 ? 1 : 0;
    }
    if (changed > 0) {
      transaction.markChanged();
    }
    return changed;
  }

  @Override
  public Optional<String> find(String runId, String key) {
    return transaction
        .database()
        .query(
            row -> row.getString(1),
            "SELECT value FROM peak_tags WHERE run_id = ? AND key = ? AND until IS NULL",
            runId,
            key)
        .stream()
        .findFirst();
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
