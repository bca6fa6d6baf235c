package tools.peak.lake.sqlite;

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
}
