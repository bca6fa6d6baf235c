package tools.peak.lake.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;

/** The folders that were refused and why: one row a folder and reason, gone when mended. */
public final class Rejects {
  private final CatalogTransaction transaction;
  private final Connection connection;

  Rejects(CatalogTransaction transaction) {
    this.transaction = transaction;
    this.connection = transaction.connection();
  }

  /** A folder that was refused in this pass. */
  public record Refusal(String path, @Nullable String runId, List<Problem> problems) {}

  private record Row(long id, String key) {}

  /**
   * Records what was refused.
   *
   * @return how many of the folders were refused for something that was not known before
   */
  public int record(Collection<Refusal> refusals) throws SQLException {
    int fresh = 0;
    for (Refusal refusal : refusals) {
      if (record(refusal)) {
        fresh++;
      }
    }
    return fresh;
  }

  /** How many of the folders {@link #record} would count, without recording them. */
  public static int countNew(Connection connection, Collection<Refusal> refusals)
      throws SQLException {
    int fresh = 0;
    for (Refusal refusal : refusals) {
      Set<String> known = new HashSet<>();
      open(connection, refusal.path()).forEach(row -> known.add(row.key()));
      if (!refusal.problems().stream().allMatch(problem -> known.contains(key(problem)))) {
        fresh++;
      }
    }
    return fresh;
  }

  private static String key(Problem problem) {
    return problem.code() + '\n' + problem.reason();
  }

  private boolean record(Refusal refusal) throws SQLException {
    Map<String, Row> known = new HashMap<>();
    open(connection, refusal.path()).forEach(row -> known.put(row.key(), row));
    boolean fresh = false;
    Set<String> told = new HashSet<>();
    for (Problem problem : refusal.problems()) {
      if (!told.add(key(problem))) {
        continue;
      }
      Row row = known.remove(key(problem));
      if (row == null) {
        insert(refusal, problem);
        fresh = true;
      } else {
        Sqlite.update(
            connection,
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

  private void clear(String path) throws SQLException {
    for (Row row : open(connection, path)) {
      close(row.id());
    }
  }

  /** The folders that are refused as of now. */
  public static Set<String> openPaths(Connection connection) throws SQLException {
    return new HashSet<>(
        Sqlite.query(
            connection,
            row -> row.getString(1),
            "SELECT DISTINCT path FROM peak_rejects WHERE until IS NULL"));
  }

  /** Clears those of the folders that were refused before. */
  public void clear(Set<String> paths) throws SQLException {
    for (String path : openPaths(connection)) {
      if (paths.contains(path)) {
        clear(path);
      }
    }
  }

  private static List<Row> open(Connection connection, String path) throws SQLException {
    return Sqlite.query(
        connection,
        row -> new Row(row.getLong(1), row.getString(2) + '\n' + row.getString(3)),
        "SELECT rowid, code, reason FROM peak_rejects WHERE path = ? AND until IS NULL",
        path);
  }

  private void insert(Refusal refusal, Problem problem) throws SQLException {
    long now = Micros.of(transaction.now());
    Sqlite.update(
        connection,
        "INSERT INTO peak_rejects VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        refusal.path(),
        refusal.runId(),
        problem.code(),
        problem.reason(),
        now,
        now,
        transaction.nextVersion());
    transaction.markChanged();
  }

  private void close(long id) throws SQLException {
    Sqlite.update(
        connection,
        "UPDATE peak_rejects SET until = ? WHERE rowid = ?",
        transaction.nextVersion(),
        id);
    transaction.markChanged();
  }
}
