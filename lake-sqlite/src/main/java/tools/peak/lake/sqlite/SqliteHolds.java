package tools.peak.lake.sqlite;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.lake.catalog.Holds;

/** {@code peak_holds}: a row is in force from its version on, until it is released. */
class SqliteHolds implements Holds {
  private final Sqlite database;

  SqliteHolds(Sqlite database) {
    this.database = database;
  }

  @Override
  public Set<String> all() {
    return CatalogSchema.hasPlans(database)
        ? new HashSet<>(
            database.query(
                row -> row.getString(1), "SELECT run_id FROM peak_holds WHERE until IS NULL"))
        : Set.of();
  }

  /** Few runs are held: it is not asked for each. */
  @Override
  public Set<String> of(Collection<String> runIds) {
    Set<String> held = all();
    return held.isEmpty()
        ? Set.of()
        : runIds.stream().filter(held::contains).collect(Collectors.toSet());
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteHolds implements Holds.Update {
    private final SqliteTransaction transaction;

    OfTransaction(SqliteTransaction transaction) {
      super(transaction.database());
      this.transaction = transaction;
    }

    @Override
    public void add(Collection<String> runIds, String reason, String by) {
      int _ = release(runIds);
      transaction
          .database()
          .updateAll(
              "INSERT INTO peak_holds VALUES (?, ?, ?, ?, ?, NULL)",
              List.copyOf(runIds),
              runId ->
                  new Object[] {
                    runId, reason, Micros.of(transaction.now()), by, transaction.nextVersion()
                  });
      if (!runIds.isEmpty()) {
        transaction.markChanged();
      }
    }

    @Override
    public int release(Collection<String> runIds) {
      Set<String> held = of(runIds);
      transaction
          .database()
          .updateAll(
              "UPDATE peak_holds SET until = ? WHERE run_id = ? AND until IS NULL",
              List.copyOf(held),
              runId -> new Object[] {transaction.nextVersion(), runId});
      if (!held.isEmpty()) {
        transaction.markChanged();
      }
      return held.size();
    }
  }
}
