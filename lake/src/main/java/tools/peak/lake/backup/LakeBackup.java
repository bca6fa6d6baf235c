package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;
import tools.peak.storage.local.TemporaryFolder;

/**
 * Backs a lake up while others read and write it. The files of a version never change, so those
 * that the backup has are not copied again; the catalog goes along as it was at one moment, which
 * decides what the version is. A backup that was stopped goes on where it was.
 */
public final class LakeBackup {
  /** Writers take old metadata away: what a moment names may be gone a moment later. */
  private static final int TRIES = 10;

  private final Catalog catalog;
  private final TableStore tables;
  private final InstantSource clock;
  private final Path root;

  /** A backup of what a catalog knows. */
  public LakeBackup(Catalog catalog, TableStore tables, InstantSource clock) {
    this.catalog = catalog;
    this.tables = tables;
    this.clock = clock;
    this.root = catalog.folder().root();
  }

  private record Moment(
      String lakeId,
      Optional<Audit.Head> audit,
      LakeVersion version,
      Map<Location, String> digests) {}

  /**
   * Backs up the newest version.
   *
   * @throws LakeException if another lake's versions lie there, a file of the lake is gone or
   *     damaged, or something can't be read or written; what was copied stays, and no version of
   *     the backup is less than it was
   */
  public BackupResult to(Backup backup, BackupListener listener) {
    try {
      backup.requireTarget(root);
      Optional<Manifest> newest = backup.manifests().newest();
      if (newest.isPresent()) {
        requireSameHistory(newest.get(), backup);
        if (newest.get().version() == catalog.current().number()) {
          return result(newest.get(), 0, 0);
        }
      }
      try (Marks.Mark _ = backup.begin(Marks.Work.BACKUP, clock);
          Leases.Lease _ = catalog.leases().read(Leases.ALL);
          TemporaryFolder temporary =
              new TemporaryFolder(
                  List.of(catalog.folder().temporary(), TemporaryFolder.ofTheSystem()))) {
        return copy(backup, temporary.path(), listener);
      }
    } catch (IOException e) {
      throw backup.failure(e);
    }
  }

  /** A lake goes on with the backup of its own past alone. */
  private void requireSameHistory(Manifest newest, Backup backup) {
    boolean isOurs =
        newest.audit().isPresent()
            ? catalog.read(at -> at.audit().holds(newest.audit().get()))
            : catalog
                .version(newest.version())
                .filter(ours -> VersionHead.of(ours).equals(newest.head()))
                .isPresent();
    if (!isOurs) {
      throw new LakeException(
          Code.CONFLICT,
          ("%s holds version %s of another lake, or of another history of this one (it was backed"
                  + " up at %s): back up %s to a place of its own")
              .formatted(backup.name(), newest.version(), newest.at(), root));
    }
  }

  private BackupResult copy(Backup backup, Path temporary, BackupListener listener)
      throws IOException {
    for (int i = 0; ; i++) {
      Path copy = temporary.resolve("catalog" + i + ".db");
      Moment moment =
          catalog.read(
              at -> {
                at.copyTo(copy);
                return new Moment(at.lakeId(), at.audit().head(), at.version(), at.digests().all());
              });
      SortedMap<String, StoredPiece> files = new TreeMap<>();
      Optional<String> unreadable = name(moment, files);
      if (unreadable.isEmpty()) {
        return copy(backup, moment, copy, files, listener);
      }
      if (i == TRIES || catalog.current().number() == moment.version().number()) {
        throw new LakeException(
            Code.IO,
            unreadable.get()
                + "; the lake is damaged: peak verify says what else; nothing was backed up");
      }
      Files.delete(copy);
    }
  }

  /** A file of the lake, and what is known of it. */
  private record StoredPiece(Path file, long bytes, Optional<String> sha256) {}

  /**
   * Finds all files that a moment names, by their path below the lake.
   *
   * @return what of the metadata could not be read
   */
  private Optional<String> name(Moment moment, Map<String, StoredPiece> files) throws IOException {
    Map<Location, Long> named = new HashMap<>();
    for (TablePointer pointer : moment.version().tables().values()) {
      NamedFiles ofTable = tables.namedFiles(pointer);
      if (!ofTable.unreadable().isEmpty()) {
        Map.Entry<Location, String> first = ofTable.unreadable().entrySet().iterator().next();
        return Optional.of(first.getKey() + ": " + first.getValue());
      }
      for (StoredFile file : ofTable.data()) {
        named.put(file.location(), file.bytes());
      }
      for (Location file : ofTable.metadata()) {
        named.put(file, Files.size(Path.of(file.toString())));
      }
    }
    Location lake = Location.of(root);
    for (Map.Entry<Location, Long> file : named.entrySet()) {
      Location location = file.getKey();
      if (!location.isBelow(lake)) {
        throw new LakeException(
            Code.IO,
            location + " is named by the lake and lies outside of it: it can't be backed up");
      }
      files.put(
          location.toString().substring(lake.toString().length() + 1),
          new StoredPiece(
              Path.of(location.toString()),
              file.getValue(),
              Optional.ofNullable(moment.digests().get(location))));
    }
    Path settings = catalog.folder().settings();
    if (Files.exists(settings)) {
      files.put(
          root.relativize(settings).toString(),
          new StoredPiece(settings, Files.size(settings), Optional.empty()));
    }
    return Optional.empty();
  }

  private BackupResult copy(
      Backup backup,
      Moment moment,
      Path copy,
      Map<String, StoredPiece> files,
      BackupListener listener)
      throws IOException {
    PieceWriter writer = new PieceWriter(backup);
    List<Manifest.Piece> pieces = writer.catalog(copy);
    long catalogCopied = writer.bytes() > 0 ? 1 : 0;
    SortedMap<String, Manifest.Piece> written = new TreeMap<>();
    Map<String, Manifest.Piece> concurrently = Collections.synchronizedMap(written);
    Transfers.run(
        files.entrySet().stream()
            .<Transfers.Transfer>map(
                file ->
                    () -> {
                      StoredPiece piece = file.getValue();
                      concurrently.put(
                          file.getKey(), writer.file(piece.file(), piece.bytes(), piece.sha256()));
                    })
            .toList(),
        listener);
    Manifest manifest =
        new Manifest(
            moment.version().number(),
            VersionHead.of(moment.version()),
            moment.lakeId(),
            moment.audit(),
            clock.instant(),
            pieces,
            written,
            rows(moment.version()));
    String name = Manifests.name(manifest.version());
    backup.store().sync();
    if (!backup.store().writeNew(name, manifest.text())) {
      requireSameHistory(backup.manifests().read(name), backup); // another was faster
    }
    BackupResult result = result(manifest, writer.files() + catalogCopied, writer.bytes());
    audit(backup, result);
    return result;
  }

  /**
   * The backup is made: who may only read the lake has made one that its audit knows nothing of.
   */
  private void audit(Backup backup, BackupResult result) {
    Commit<Boolean> _ =
        catalog.write(
            "backup",
            change -> {
              var _ =
                  change
                      .deed()
                      .always()
                      .text("to", backup.name())
                      .number("version", result.version())
                      .number("files", result.files())
                      .number("copied", result.copied());
              return true;
            });
  }

  private SortedMap<String, Long> rows(LakeVersion version) {
    SortedMap<String, Long> rows = new TreeMap<>();
    for (Map.Entry<LakeTable, TablePointer> table : version.tables().entrySet()) {
      rows.put(table.getKey().tableName(), tables.snapshot(table.getValue()).rows());
    }
    return rows;
  }

  private static BackupResult result(Manifest manifest, long copied, long bytes) {
    return new BackupResult(
        manifest.version(), manifest.count(), copied, bytes, Manifests.name(manifest.version()));
  }
}
