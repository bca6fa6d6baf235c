package tools.peak.lake.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Notice;
import tools.peak.lake.catalog.RunNotices;

/**
 * {@code peak_notices} as of now. A lake of format 2 has none, and gets it when it is written to.
 */
sealed class SqliteNotices implements RunNotices permits SqliteNotices.OfTransaction {
  private final Sqlite database;

  SqliteNotices(Sqlite database) {
    this.database = database;
  }

  @Override
  public Map<String, Count> countsByPath() {
    Map<String, Count> counts = new HashMap<>();
    if (CatalogSchema.hasNotices(database)) {
      database.forEach(
          row -> Map.entry(row.getString(1), new Count(row.getLong(2), row.getLong(3))),
          row -> counts.put(row.getKey(), row.getValue()),
          """
          SELECT s.path, count(*), sum(n.code = 'not_read') FROM peak_notices n JOIN peak_sources s ON s.run_id = n.run_id
          WHERE n.until IS NULL GROUP BY s.path
          """);
    }
    return counts;
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteNotices implements RunNotices.Update {
    private final SqliteTransaction transaction;

    OfTransaction(SqliteTransaction transaction) {
      super(transaction.database());
      this.transaction = transaction;
    }

    private record Row(String runId, Notice notice) {}

    @Override
    public void put(Map<String, List<Notice>> byRun) {
      Set<String> noticed = noticed();
      List<Row> fresh = new ArrayList<>();
      byRun.forEach(
          (runId, notices) -> {
            List<Notice> before = noticed.contains(runId) ? of(runId) : List.of();
            if (!before.equals(notices)) {
              close(runId);
              notices.forEach(notice -> fresh.add(new Row(runId, notice)));
              transaction.markChanged();
            }
          });
      transaction
          .database()
          .updateAll(
              "INSERT INTO peak_notices VALUES (?, ?, ?, ?, ?, NULL)",
              fresh,
              row ->
                  new @Nullable Object[] {
                    row.runId(),
                    row.notice().file(),
                    row.notice().code(),
                    row.notice().detail(),
                    transaction.nextVersion()
                  });
    }

    @Override
    public void restore(Collection<String> runIds, long version) {
      transaction
          .database()
          .updateAll(
              """
              INSERT INTO peak_notices
              SELECT run_id, file, code, detail, ?, NULL FROM peak_notices
              WHERE run_id = ? AND since <= ? AND (until IS NULL OR until > ?)
              """,
              List.copyOf(runIds),
              runId -> new Object[] {transaction.nextVersion(), runId, version, version});
    }

    private List<Notice> of(String runId) {
      return transaction
          .database()
          .query(
              row -> new Notice(row.getString(1), row.getString(2), row.getString(3)),
              "SELECT file, code, detail FROM peak_notices WHERE run_id = ? AND until IS NULL"
                  + " ORDER BY rowid",
              runId);
    }

    private void close(String runId) {
      var _ =
          transaction
              .database()
              .update(
                  "UPDATE peak_notices SET until = ? WHERE run_id = ? AND until IS NULL",
                  transaction.nextVersion(),
                  runId);
    }

    /** Few runs have any: it is not asked for each. */
    private Set<String> noticed() {
      return new HashSet<>(
          transaction
              .database()
              .query(
                  row -> row.getString(1),
                  "SELECT DISTINCT run_id FROM peak_notices WHERE until IS NULL"));
    }
  }
}
