package tools.peak.lake.sqlite;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.evidence.Problem;
import tools.peak.lake.catalog.Rejects;

/** {@code peak_rejects} as of now. */
sealed class SqliteRejects implements Rejects permits SqliteRejects.OfTransaction {
  private final Sqlite database;

  SqliteRejects(Sqlite database) {
    this.database = database;
  }

  private record Row(long id, String key) {}

  @Override
  public Set<String> paths() {
    return new HashSet<>(
        database.query(
            row -> row.getString(1), "SELECT DISTINCT path FROM peak_rejects WHERE until IS NULL"));
  }

  @Override
  public int countNew(Collection<Reject> rejects) {
    int fresh = 0;
    for (Reject reject : rejects) {
      Set<String> known = new HashSet<>();
      open(reject.path()).forEach(row -> known.add(row.key()));
      if (!reject.problems().stream().allMatch(problem -> known.contains(key(problem)))) {
        fresh++;
      }
    }
    return fresh;
  }

  private static String key(Problem problem) {
    return problem.code() + '\n' + problem.reason();
  }

  private List<Row> open(String path) {
    return database.query(
        row -> new Row(row.getLong(1), row.getString(2) + '\n' + row.getString(3)),
        "SELECT rowid, code, reason FROM peak_rejects WHERE path = ? AND until IS NULL",
        path);
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteRejects implements Rejects.Update {
    private final SqliteTransaction transaction;

    OfTransaction(SqliteTransaction transaction) {
      super(transaction.database());
      this.transaction = transaction;
    }

    @Override
    public int record(Collection<Reject> rejects) {
      int fresh = 0;
      for (Reject reject : rejects) {
        if (record(reject)) {
          fresh++;
        }
      }
      return fresh;
    }

    private boolean record(Reject reject) {
      Map<String, Row> known = new HashMap<>();
      super.open(reject.path()).forEach(row -> known.put(row.key(), row));
      boolean fresh = false;
      Set<String> told = new HashSet<>();
      for (Problem problem : reject.problems()) {
        if (!told.add(key(problem))) {
          continue;
        }
        Row row = known.remove(key(problem));
        if (row == null) {
          insert(reject, problem);
          fresh = true;
        } else {
          transaction
              .database()
              .update(
                  "UPDATE peak_rejects SET last_seen = ? WHERE rowid = ?",
                  Micros.of(transaction.now()),
                  row.id());
        }
      }
      for (Row gone : known.values()) {
        close(gone.id());
      }
      return fresh;
    }

    @Override
    public void clear(Set<String> paths) {
      for (String path : paths()) {
        if (paths.contains(path)) {
          super.open(path).forEach(row -> close(row.id()));
        }
      }
    }

    private void insert(Reject reject, Problem problem) {
      long now = Micros.of(transaction.now());
      transaction
          .database()
          .update(
              "INSERT INTO peak_rejects VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
              reject.path(),
              reject.runId(),
              problem.code(),
              problem.reason(),
              now,
              now,
              transaction.nextVersion());
      transaction.markChanged();
    }

    private void close(long id) {
      transaction
          .database()
          .update(
              "UPDATE peak_rejects SET until = ? WHERE rowid = ?", transaction.nextVersion(), id);
      transaction.markChanged();
    }
  }
}
