package tools.peak.lake.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.lake.catalog.Tombstone;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TablePointer;

/** The index of runs: which are in the lake, from where, and which folders need no reading. */
public final class RunIndex {
  private static final int REBUILT_TOGETHER = 10_000;

  private final Connection connection;

  public RunIndex(Connection connection) {
    this.connection = connection;
  }

  /** A run that the lake holds. */
  public record Entry(String runId, String sourcePath, String digest, Partition partition) {}

  /** What a folder was when it was read last. */
  public record Source(String path, Fingerprint fingerprint, String runId) {}

  /** Is given runs one by one. */
  public interface Visitor {
    void visit(Entry entry) throws SQLException;
  }

  /** Gives every run of the index, in memory that does not grow with their number. */
  public void forEach(Visitor visitor) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT run_id, source_path, evidence_sha256, stage, month FROM peak_runs");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        visitor.visit(entry(row));
      }
    }
  }

  /** The run of an id. */
  public Optional<Entry> find(String runId) throws SQLException {
    List<Entry> found =
        Sqlite.query(
            connection,
            RunIndex::entry,
            "SELECT run_id, source_path, evidence_sha256, stage, month FROM peak_runs"
                + " WHERE run_id = ?",
            runId);
    return found.stream().findFirst();
  }

  /** Those of the runs that the lake holds, by id. */
  public Map<String, Entry> find(Collection<String> runIds) throws SQLException {
    Map<String, Entry> found = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT run_id, source_path, evidence_sha256, stage, month FROM peak_runs"
                + " WHERE run_id = ?")) {
      for (String runId : runIds) {
        statement.setString(1, runId);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            found.put(runId, entry(row));
          }
        }
      }
    }
    return found;
  }

  /** The fingerprints of those of the folders that were read before, by path. */
  public Map<String, Fingerprint> fingerprints(Collection<String> paths) throws SQLException {
    Map<String, Fingerprint> found = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT fingerprint FROM peak_sources WHERE path = ?")) {
      for (String path : paths) {
        statement.setString(1, path);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            found.put(path, Fingerprint.of(row.getBytes(1)));
          }
        }
      }
    }
    return found;
  }

  /** Whether every run is in it where its rows are: none was written by another program. */
  boolean isComplete() throws SQLException {
    return Sqlite.query(
            connection,
            row -> row.getLong(1),
            "SELECT count(*) FROM peak_versions WHERE operation = 'external'")
        .getFirst()
        .equals(0L);
  }

  /** Makes the index anew from the table of runs; folders of runs that are gone are forgotten. */
  void rebuild(RunsTable table, TablePointer runs) throws SQLException {
    Sqlite.update(connection, "DELETE FROM peak_runs");
    List<Entry> entries = new ArrayList<>();
    table.forEach(
        runs,
        entry -> {
          entries.add(entry);
          if (entries.size() == REBUILT_TOGETHER) {
            put(entries);
            entries.clear();
          }
        });
    put(entries);
    Sqlite.update(
        connection, "DELETE FROM peak_sources WHERE run_id NOT IN (SELECT run_id FROM peak_runs)");
  }

  /** How many runs the lake holds. */
  public long count() throws SQLException {
    return Sqlite.query(connection, row -> row.getLong(1), "SELECT count(*) FROM peak_runs")
        .getFirst();
  }

  /** The digest of the telemetry that a run's spans were read from; empty if it had none. */
  public Optional<String> telemetry(String runId) throws SQLException {
    if (!CatalogSchema.hasTelemetry(connection)) {
      return Optional.empty();
    }
    return Sqlite.query(
            connection,
            row -> row.getString(1),
            "SELECT sha256 FROM peak_run_telemetry WHERE run_id = ?",
            runId)
        .stream()
        .findFirst();
  }

  /** Remembers what runs' spans were read from: digests by run. */
  public void putTelemetry(Map<String, String> digests) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT OR REPLACE INTO peak_run_telemetry VALUES (?, ?)")) {
      for (String runId : sorted(digests.keySet(), id -> id)) {
        Sqlite.bind(statement, runId, digests.get(runId));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Remembers that a run's telemetry is gone, if it had any. */
  public void forgetTelemetry(String runId) throws SQLException {
    Sqlite.update(connection, "DELETE FROM peak_run_telemetry WHERE run_id = ?", runId);
  }

  /** Claims the ids for what was just written, or renews the claims of replaced runs. */
  public void put(Collection<Entry> entries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT OR REPLACE INTO peak_runs VALUES (?, ?, ?, ?, ?)")) {
      for (Entry entry : sorted(entries, Entry::runId)) {
        Partition partition = entry.partition();
        Sqlite.bind(
            statement,
            entry.runId(),
            entry.sourcePath(),
            entry.digest(),
            partition.stage(),
            partition.month());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Remembers folders, so that they are skipped while they stay as they are. */
  public void remember(Collection<Source> sources) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT OR REPLACE INTO peak_sources VALUES (?, ?, ?)")) {
      for (Source source : sorted(sources, Source::path)) {
        Sqlite.bind(statement, source.path(), source.fingerprint().bytes(), source.runId());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Forgets runs that a policy deletes, and leaves a mark of each, so that the folder that still
   * lies there does not bring it back.
   */
  public void purge(Collection<Entry> entries, Instant at) throws SQLException {
    for (Entry entry : entries) {
      Sqlite.update(
          connection,
          "INSERT OR REPLACE INTO peak_tombstones VALUES (?, ?)",
          Tombstone.of(entry.runId(), entry.digest()),
          Micros.of(at));
      Sqlite.update(connection, "DELETE FROM peak_runs WHERE run_id = ?", entry.runId());
      Sqlite.update(connection, "DELETE FROM peak_sources WHERE run_id = ?", entry.runId());
      if (CatalogSchema.hasTelemetry(connection)) {
        forgetTelemetry(entry.runId());
      }
    }
  }

  /** Neighbours lie on one page of the index: in order, a page is touched once. */
  private static <T> List<T> sorted(Collection<T> rows, Function<T, String> key) {
    return rows.stream().sorted(Comparator.comparing(key)).toList();
  }

  /** Whether a run of that id and content was purged. */
  public boolean isPurged(String runId, String digest) throws SQLException {
    return !Sqlite.query(
            connection,
            row -> row.getString(1),
            "SELECT hash FROM peak_tombstones WHERE hash = ?",
            Tombstone.of(runId, digest))
        .isEmpty();
  }

  /** Whether anything was ever purged: most lakes need not ask for each run. */
  public boolean hasTombstones() throws SQLException {
    return !Sqlite.query(
            connection, row -> row.getString(1), "SELECT hash FROM peak_tombstones LIMIT 1")
        .isEmpty();
  }

  /** Forgets that these runs were purged, if they were. */
  public void restore(Collection<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      Sqlite.update(
          connection,
          "DELETE FROM peak_tombstones WHERE hash = ?",
          Tombstone.of(entry.runId(), entry.digest()));
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        new Partition(row.getString(4), month(row)));
  }

  private static @Nullable Integer month(ResultSet row) throws SQLException {
    int month = row.getInt(5);
    return row.wasNull() ? null : month;
  }
}
