package tools.peak.lake.sqlite;

import java.util.Collection;
import java.util.List;
import tools.peak.lake.catalog.Tags;

/** {@code peak_tags}: a row is in force from its version on, until another takes its place. */
record SqliteTags(SqliteTransaction transaction) implements Tags {
  @Override
  public void set(String runId, String key, String value, String setBy) {
    var _ =
        transaction
            .database()
            .update(
                "UPDATE peak_tags SET until = ? WHERE run_id = ? AND key = ? AND until IS NULL",
                transaction.nextVersion(),
                runId,
                key);
    var _ =
        transaction
            .database()
            .update(
                "INSERT INTO peak_tags VALUES (?, ?, ?, ?, ?, ?, NULL)",
                runId,
                key,
                value,
                Micros.of(transaction.now()),
                setBy,
                transaction.nextVersion());
    transaction.markChanged();
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
}
