package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.lake.catalog.RunIndex;
import tools.peak.lake.catalog.RunsTable;
import tools.peak.lake.catalog.Tombstone;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.TablePointer;

/** The tables {@code peak_runs}, {@code peak_sources} and {@code peak_tombstones}. */
final class SqliteRunIndex implements RunIndex.Update {
  private static final int REBUILT_TOGETHER = 10_000;
  private static final String ENTRIES =
      "SELECT run_id, source_path, evidence_sha256, stage, month FROM peak_runs";

  private final Sqlite database;

  SqliteRunIndex(Sqlite database) {
    this.database = database;
  }

  @Override
  public void forEach(Consumer<Entry> visitor) {
    database.forEach(SqliteRunIndex::entry, visitor, ENTRIES + " ORDER BY run_id");
  }

  @Override
  public List<String> beginningWith(String beginning, int most) {
    return database.query(
        row -> row.getString(1),
        "SELECT run_id FROM peak_runs WHERE run_id >= ? AND run_id < ? ORDER BY run_id LIMIT ?",
        beginning,
        beginning + Character.toString(Character.MAX_CODE_POINT),
        most);
  }

  @Override
  public Optional<Entry> find(String runId) {
    return database.query(SqliteRunIndex::entry, ENTRIES + " WHERE run_id = ?", runId).stream()
        .findFirst();
  }

  @Override
  public Map<String, Entry> find(Collection<String> runIds) {
    return database.lookUp(SqliteRunIndex::entry, ENTRIES + " WHERE run_id = ?", runIds);
  }

  @Override
  public Set<String> missing(Collection<String> runIds) {
    return new HashSet<>(
        database.queryMany(
            row -> row.getString(1),
            "SELECT column1 FROM (%s) WHERE NOT EXISTS (SELECT 1 FROM peak_runs WHERE run_id ="
                + " column1)",
            runIds));
  }

  @Override
  public Map<String, Source> sources(Collection<String> paths) {
    return database.lookUp(
        row -> new Source(row.getString(1), Fingerprint.of(row.getBytes(2)), row.getString(3)),
        "SELECT path, fingerprint, run_id FROM peak_sources WHERE path = ?",
        paths);
  }

  @Override
  public List<String> pathsOf(String runId) {
    return database.query(
        row -> row.getString(1),
        "SELECT path FROM peak_sources WHERE run_id = ? ORDER BY path",
        runId);
  }

  /**
   * Makes the index anew from the table of runs; folders of runs that are gone are forgotten.
   *
   * @return whether it holds every row of the table: none has the run_id of another
   */
  boolean rebuild(RunsTable table, TablePointer runs) {
    database.execute("DELETE FROM peak_runs");
    List<Entry> entries = new ArrayList<>();
    long[] rows = {0};
    table.forEach(
        runs,
        entry -> {
          rows[0]++;
          entries.add(entry);
          if (entries.size() == REBUILT_TOGETHER) {
            put(entries);
            entries.clear();
          }
        });
    put(entries);
    database.execute("DELETE FROM peak_sources WHERE run_id NOT IN (SELECT run_id FROM peak_runs)");
    return database
        .query(row -> row.getLong(1), "SELECT count(*) FROM peak_runs")
        .getFirst()
        .equals(rows[0]);
  }

  @Override
  public Optional<String> telemetry(String runId) {
    return CatalogSchema.hasTelemetry(database)
        ? database
            .query(
                row -> row.getString(1),
                "SELECT sha256 FROM peak_run_telemetry WHERE run_id = ?",
                runId)
            .stream()
            .findFirst()
        : Optional.empty();
  }

  @Override
  public void putTelemetry(Map<String, String> digests) {
    database.updateAll(
        "INSERT OR REPLACE INTO peak_run_telemetry VALUES (?, ?)",
        sorted(digests.entrySet(), Map.Entry::getKey),
        digest -> new Object[] {digest.getKey(), digest.getValue()});
  }

  @Override
  public void forgetTelemetry(String runId) {
    var _ = database.update("DELETE FROM peak_run_telemetry WHERE run_id = ?", runId);
  }

  @Override
  public void put(Collection<Entry> entries) {
    database.updateAll(
        "INSERT OR REPLACE INTO peak_runs VALUES (?, ?, ?, ?, ?)",
        sorted(entries, Entry::runId),
        entry ->
            new @Nullable Object[] {
              entry.runId(),
              entry.sourcePath(),
              entry.digest(),
              entry.partition().stage(),
              entry.partition().month()
            });
  }

  @Override
  public void remember(Collection<Source> sources) {
    database.updateAll(
        "INSERT OR REPLACE INTO peak_sources VALUES (?, ?, ?)",
        sorted(sources, Source::path),
        source -> new Object[] {source.path(), source.fingerprint().bytes(), source.runId()});
  }

  @Override
  public void purge(Collection<Entry> entries, Instant at) {
    for (Entry entry : entries) {
      var _ =
          database.update(
              "INSERT OR REPLACE INTO peak_tombstones VALUES (?, ?)",
              Tombstone.of(entry.runId(), entry.digest()),
              Micros.of(at));
    }
    forget(entries);
  }

  @Override
  public void forget(Collection<Entry> entries) {
    for (Entry entry : entries) {
      var _ = database.update("DELETE FROM peak_runs WHERE run_id = ?", entry.runId());
      var _ = database.update("DELETE FROM peak_sources WHERE run_id = ?", entry.runId());
      if (CatalogSchema.hasTelemetry(database)) {
        forgetTelemetry(entry.runId());
      }
    }
    fill(entries.stream().map(Entry::runId).toList());
  }

  /** Neighbours lie on one page of the index: in order, a page is touched once. */
  private static <T> List<T> sorted(Collection<T> rows, Function<T, String> key) {
    return rows.stream().sorted(Comparator.comparing(key)).toList();
  }

  @Override
  public boolean isPurged(String runId, String digest) {
    return database.finds(
        "SELECT hash FROM peak_tombstones WHERE hash = ?", Tombstone.of(runId, digest));
  }

  @Override
  public boolean hasTombstones() {
    return database.finds("SELECT hash FROM peak_tombstones LIMIT 1");
  }

  @Override
  public Set<String> stripped() {
    return CatalogSchema.hasPlans(database)
        ? new HashSet<>(database.query(row -> row.getString(1), "SELECT run_id FROM peak_stripped"))
        : Set.of();
  }

  @Override
  public void strip(Collection<String> runIds) {
    database.updateAll(
        "INSERT OR IGNORE INTO peak_stripped VALUES (?)",
        List.copyOf(runIds),
        runId -> new Object[] {runId});
  }

  @Override
  public void fill(Collection<String> runIds) {
    if (!stripped().isEmpty()) {
      database.updateAll(
          "DELETE FROM peak_stripped WHERE run_id = ?",
          List.copyOf(runIds),
          runId -> new Object[] {runId});
    }
  }

  @Override
  public void restore(Collection<Entry> entries) {
    for (Entry entry : entries) {
      var _ =
          database.update(
              "DELETE FROM peak_tombstones WHERE hash = ?",
              Tombstone.of(entry.runId(), entry.digest()));
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    int month = row.getInt(5);
    boolean dated = !row.wasNull();
    return new Entry(
        Objects.requireNonNull(row.getString(1)),
        Objects.requireNonNull(row.getString(2)),
        Objects.requireNonNull(row.getString(3)),
        new Partition(row.getString(4), dated ? month : null));
  }
}
