package tools.peak.lake.sqlite;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.History;
import tools.peak.storage.Location;

/** {@code peak_versions}, of which those that can be read stand in {@code peak_version_tables}. */
class SqliteHistory implements History {
  /** That something was deleted since the catalog's files were last overwritten. */
  static final String UNCLEAN = "unclean";

  final Sqlite database;
  final Path root;

  SqliteHistory(Sqlite database, Path root) {
    this.database = database;
    this.root = root;
  }

  private record Made(long version, long at) {}

  @Override
  public List<InForce> readable() {
    List<Made> all =
        database.query(
            row -> new Made(row.getLong(1), row.getLong(2)),
            "SELECT version, committed_at FROM peak_versions ORDER BY version");
    List<InForce> readable = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Instant until = i + 1 < all.size() ? Micros.instant(all.get(i + 1).at()) : null;
      Optional<LakeVersion> version = Versions.byNumber(database, all.get(i).version());
      version.ifPresent(it -> readable.add(new InForce(it, until)));
    }
    return readable;
  }

  @Override
  public boolean isReadable(long version) {
    return database.finds("SELECT 1 FROM peak_version_tables WHERE version = ? LIMIT 1", version);
  }

  @Override
  public Optional<Long> at(Instant instant) {
    return database
        .query(
            row -> row.getLong(1),
            "SELECT max(version) FROM peak_versions WHERE committed_at <= ?"
                + " HAVING max(version) IS NOT NULL",
            Micros.of(instant))
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Long> expiredBy(long version) {
    return ExpiryTables.areIn(database)
        ? database
            .query(
                row -> row.getLong(1),
                "SELECT expired_by FROM peak_expired WHERE version = ?",
                version)
            .stream()
            .findFirst()
        : Optional.empty();
  }

  @Override
  public List<Location> doomed() {
    return ExpiryTables.areIn(database)
        ? database.query(
            row -> Location.of(root).resolve(row.getString(1)),
            "SELECT path FROM peak_doomed_files ORDER BY path")
        : List.of();
  }

  @Override
  public boolean isUnclean() {
    return database.finds("SELECT 1 FROM peak_lake WHERE key = ?", UNCLEAN);
  }

  @Override
  public List<String> otherTables() {
    return database.query(
        row -> row.getString(1),
        """
        SELECT metadata_location FROM iceberg_tables
        WHERE metadata_location IS NOT NULL AND NOT (
          catalog_name = 'peak' AND table_namespace = 'lake' AND table_name IN (
            SELECT table_name FROM peak_version_tables
            WHERE version = (SELECT max(version) FROM peak_versions)))
        """);
  }

  /** The same within a transaction. */
  static final class OfTransaction extends SqliteHistory implements History.Update {
    /** Small tables whose rows are in force from one version until another. */
    private static final List<String> STATE =
        List.of(
            "peak_tags",
            "peak_notices",
            "peak_holds",
            "peak_rejects",
            "peak_strategies",
            "peak_strategy_aliases");

    OfTransaction(Sqlite database, Path root) {
      super(database, root);
    }

    @Override
    public void expire(Collection<Long> versions, Collection<Location> files, long by) {
      List<Long> all = List.copyOf(versions);
      database.updateAll(
          "INSERT OR IGNORE INTO peak_expired VALUES (?, ?)",
          all,
          version -> new Object[] {version, by});
      database.updateAll(
          "DELETE FROM peak_version_tables WHERE version = ?",
          all,
          version -> new Object[] {version});
      for (String table : STATE) {
        var _ =
            database.update(
                "DELETE FROM "
                    + table
                    + " AS t WHERE t.until IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                    + " peak_version_tables v WHERE v.version >= t.since AND v.version < t.until)");
      }
      List<String> paths = below(files);
      database.updateAll(
          "INSERT OR IGNORE INTO peak_doomed_files VALUES (?)", paths, path -> new Object[] {path});
      // Those of version 1 tell that every file since was taken down.
      database.execute(
          """
          DELETE FROM peak_file_digests WHERE since > 1 AND path IN (
            SELECT path FROM peak_doomed_files)
          """);
      var _ = database.update("INSERT OR REPLACE INTO peak_lake VALUES (?, '1')", UNCLEAN);
    }

    @Override
    public void forget(Collection<String> runIds) {
      database.updateAll(
          "DELETE FROM peak_rejects WHERE run_id = ?",
          List.copyOf(runIds),
          runId -> new Object[] {runId});
    }

    @Override
    public void deleted(Collection<Location> files) {
      database.updateAll(
          "DELETE FROM peak_doomed_files WHERE path = ?",
          below(files),
          path -> new Object[] {path});
    }

    private List<String> below(Collection<Location> files) {
      Location folder = Location.of(root);
      int length = folder.toString().length() + 1;
      return files.stream()
          .filter(file -> file.isBelow(folder))
          .map(file -> file.toString().substring(length))
          .sorted()
          .toList();
    }
  }
}
