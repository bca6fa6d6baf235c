package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.peak.lake.catalog.Plans;

/** {@code peak_plans}. */
class SqlitePlans implements Plans {
  private static final String SELECT =
      "SELECT id, kind, made_at, version, document, applied, undone FROM peak_plans ";

  private final Sqlite database;

  SqlitePlans(Sqlite database) {
    this.database = database;
  }

  @Override
  public Optional<Plan> find(String id) {
    return CatalogSchema.hasPlans(database)
        ? database.query(SqlitePlans::plan, SELECT + "WHERE id = ?", id).stream().findFirst()
        : Optional.empty();
  }

  @Override
  public List<Plan> all() {
    return CatalogSchema.hasPlans(database)
        ? database.query(SqlitePlans::plan, SELECT + "ORDER BY made_at")
        : List.of();
  }

  @Override
  public List<Plan> inForce() {
    return CatalogSchema.hasPlans(database)
        ? database.query(
            SqlitePlans::plan,
            SELECT + "WHERE applied IS NOT NULL AND undone IS NULL ORDER BY applied DESC")
        : List.of();
  }

  private static Plan plan(ResultSet row) throws SQLException {
    long applied = row.getLong(6);
    boolean isApplied = !row.wasNull();
    long undone = row.getLong(7);
    boolean isUndone = !row.wasNull();
    return new Plan(
        Objects.requireNonNull(row.getString(1)),
        Objects.requireNonNull(row.getString(2)),
        Micros.instant(row.getLong(3)),
        row.getLong(4),
        Objects.requireNonNull(row.getString(5)),
        isApplied ? applied : null,
        isUndone ? undone : null);
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqlitePlans implements Plans.Update {
    private final SqliteTransaction transaction;

    OfTransaction(SqliteTransaction transaction) {
      super(transaction.database());
      this.transaction = transaction;
    }

    @Override
    public void save(Plan plan) {
      var _ =
          transaction
              .database()
              .update(
                  "INSERT OR IGNORE INTO peak_plans VALUES (?, ?, ?, ?, ?, NULL, NULL)",
                  plan.id(),
                  plan.kind(),
                  Micros.of(plan.madeAt()),
                  plan.version(),
                  plan.document());
    }

    @Override
    public void replace(String id, String document) {
      var _ =
          transaction
              .database()
              .update("UPDATE peak_plans SET document = ? WHERE id = ?", document, id);
    }

    @Override
    public void done(String id, long version) {
      var _ =
          transaction
              .database()
              .update("UPDATE peak_plans SET applied = ? WHERE id = ?", version, id);
    }

    @Override
    public void apply(String id) {
      mark("applied", id);
    }

    @Override
    public void undo(String id) {
      mark("undone", id);
    }

    private void mark(String column, String id) {
      var _ =
          transaction
              .database()
              .update(
                  "UPDATE peak_plans SET " + column + " = ? WHERE id = ?",
                  transaction.nextVersion(),
                  id);
      transaction.markChanged();
    }
  }
}
