package tools.peak.lake.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.backup.Manifest.LakeFile;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.lake.backup.Manifest.Whole;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;
import tools.peak.storage.local.TemporaryFolder;
import tools.peak.storage.object.ObjectStore;

/**
 * Makes a backup of a lake's newest version: what the place lacks is copied, and a manifest that
 * names all of it is written last. Stopped at any point it leaves the backups that were there, and
 * copies that the next one finds. Writers go on meanwhile: files of a version never change, and
 * where one was removed beside, it begins again with the version that is the newest by then.
 */
public final class Backup {
  private static final int TRIES = 20;
  private static final String NEXT = "what was copied stays: run it again when that is mended";

  private final Catalog catalog;
  private final TableStore tables;
  private final Clock clock;
  private final ObjectStore store;
  private final BackupListener listener;
  private final Manifests manifests;
  private final AtomicLong copied = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** A lake, and where its backup goes. */
  public Backup(
      Catalog catalog, TableStore tables, Clock clock, ObjectStore store, BackupListener listener) {
    this.catalog = catalog;
    this.tables = tables;
    this.clock = clock;
    this.store = store;
    this.listener = listener;
    this.manifests = new Manifests(store);
  }

  /** The lake at one moment. */
  private record Moment(
      LakeVersion version,
      String lake,
      String head,
      Optional<Audit.Head> audit,
      Map<Location, String> digests) {
    Manifest.Origin origin(Path root) {
      return new Manifest.Origin(
          lake,
          version.number(),
          version.committedAt(),
          version.operation(),
          head,
          audit.map(row -> row.seq() + ":" + row.hash()).orElse(""),
          root.toString());
    }
  }

  /**
   * Does it.
   *
   * @throws LakeException if the place holds another lake's backup, or something can't be read or
   *     written: no manifest was written then
   */
  public BackupResult run() {
    LakeFolder folder = catalog.folder();
    var _ = catalog.current(); // what another program committed is part of it
    try {
      new Lineage(manifests, store).requireApart(folder.root());
      String lake = catalog.read(at -> at.identity());
      if (manifests.lake().isEmpty()) {
        manifests.claim(lake);
      }
      try (Leases.Lease _ = catalog.leases().read(Leases.ALL);
          Running running = Running.beside(store, "backup", clock.instant());
          TemporaryFolder temporary =
              new TemporaryFolder(List.of(folder.temporary(), TemporaryFolder.ofTheSystem()))) {
        return told(newestVersion(running, temporary));
      }
    } catch (IOException e) {
      throw BackupFailure.of(store, "", e, NEXT);
    }
  }

  private BackupResult newestVersion(Running running, TemporaryFolder temporary)
      throws IOException {
    for (int i = 1; ; i++) {
      long version = catalog.current().number();
      try {
        return attempt(running, temporary);
      } catch (NoSuchFileException e) {
        requireMovedOn(
            version,
            i,
            new LakeException(
                Code.NOT_A_LAKE,
                e.getFile()
                    + " is gone: nothing can be backed up that is not there; peak verify finds what"
                    + " else is, and an earlier backup may have it",
                e));
      } catch (LakeException e) {
        if (e.code() != Code.NOT_A_LAKE) {
          throw e;
        }
        requireMovedOn(version, i, e);
      }
    }
  }

  /** A writer may have removed what no version needs any more: then there is a newer version. */
  private void requireMovedOn(long version, int tries, LakeException failure) {
    if (catalog.current().number() == version || tries == TRIES) {
      throw failure;
    }
  }

  private BackupResult attempt(Running running, TemporaryFolder temporary) throws IOException {
    Lineage lineage = new Lineage(manifests, store);
    Optional<Manifest> newest = lineage.newest();
    Path copy = temporary.path().resolve("catalog.db");
    Files.deleteIfExists(copy);
    Moment now =
        catalog.read(
            at -> {
              String head = Lineage.head(at.version());
              boolean isThere = newest.isPresent() && newest.get().origin().head().equals(head);
              if (!isThere) {
                at.copyTo(copy);
              }
              return new Moment(
                  at.version(),
                  at.identity(),
                  head,
                  at.audit().head(),
                  isThere ? Map.of() : at.digests().all());
            });
    lineage.require(now.lake(), now.version(), newest, this::isOwn);
    if (!Files.exists(copy)) {
      return again(newest.orElseThrow(), now);
    }
    Whole pieces = CatalogPieces.of(copy);
    Optional<byte[]> settings = settings();
    SortedMap<String, Long> files = LakeFiles.of(catalog.folder().root(), now.version(), tables);
    List<LakeFile> stored = copyFiles(files, now.digests(), newest);
    copyPieces(copy, pieces, settings);
    Manifest manifest =
        new Manifest(
            now.origin(catalog.folder().root()),
            clock.instant(),
            newest.map(Manifest::version).orElse(null),
            tables.snapshot(now.version().pointer(LakeTable.RUNS)).rows(),
            pieces,
            settings.map(text -> new Piece(Digest.of(text, text.length), text.length)),
            stored);
    write(manifest, running, lineage);
    return result(manifest);
  }

  private BackupResult result(Manifest manifest) {
    return new BackupResult(
        manifest.version(), manifest.fileCount(), copied.get(), bytes.get(), manifest.object());
  }

  /**
   * Whether a version is of the lake's own past: its audit has the row that the backup wrote down,
   * or, where an older Peak made the backup, the version itself is there still.
   */
  private boolean isOwn(Manifest.Origin origin) {
    return Audit.Head.parse(origin.auditHead())
        .map(row -> catalog.read(at -> at.audit().holds(row)))
        .orElseGet(
            () ->
                catalog
                    .version(origin.version())
                    .filter(version -> Lineage.head(version).equals(origin.head()))
                    .isPresent());
  }

  /** A row of the audit; who may only read the lake has made a backup that it doesn't know of. */
  private BackupResult told(BackupResult result) {
    if (result.copied() > 0) {
      Commit<Boolean> _ =
          catalog.write(
              "backup",
              change -> {
                var _ =
                    change
                        .deed()
                        .always()
                        .text("to", store.address())
                        .number("version", result.version())
                        .number("files", result.files())
                        .number("copied", result.copied());
                return true;
              });
    }
    return result;
  }

  /** The version is there; what somebody took from the place since is put back. */
  private BackupResult again(Manifest manifest, Moment now) throws IOException {
    Map<String, Long> there = store.list(ObjectNames.FILES);
    List<LakeFile> missing =
        manifest.files().stream()
            .filter(file -> !Objects.equals(there.get(file.object()), file.bytes()))
            .toList();
    if (!missing.isEmpty()) {
      SortedMap<String, Long> files = new java.util.TreeMap<>();
      missing.forEach(file -> files.put(file.path(), file.bytes()));
      List<LakeFile> stored = copyFiles(files, now.digests(), Optional.of(manifest));
      store.sync();
      if (!new HashSet<>(manifest.files()).containsAll(stored)) {
        throw BackupFailure.notABackup(
            store, manifest.object() + " names files that the lake has with other bytes");
      }
    }
    return result(manifest);
  }

  private Optional<byte[]> settings() throws IOException {
    Path file = catalog.folder().settings();
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** Copies what the place lacks; what a file is, is known from then, else from its bytes. */
  private List<LakeFile> copyFiles(
      SortedMap<String, Long> files, Map<Location, String> digests, Optional<Manifest> newest)
      throws IOException {
    Map<String, Long> there = store.list(ObjectNames.FILES);
    Map<String, LakeFile> known = new HashMap<>();
    newest.ifPresent(manifest -> manifest.files().forEach(file -> known.put(file.path(), file)));
    Map<String, LakeFile> stored = new ConcurrentHashMap<>();
    List<String> left = new ArrayList<>();
    long total = 0;
    for (Map.Entry<String, Long> file : files.entrySet()) {
      LakeFile before = known.get(file.getKey());
      boolean isThere = file.getValue().equals(there.get(ObjectNames.FILES + file.getKey()));
      if (isThere && before != null && before.bytes() == file.getValue()) {
        stored.put(file.getKey(), before);
      } else {
        left.add(file.getKey());
        total += file.getValue();
      }
    }
    // Metadata first: it is small, and the first to be removed by writers beside.
    left.sort(java.util.Comparator.comparing((String path) -> path.contains("/data/")));
    new Transfers(store.atOnce(), listener, total)
        .all(
            left,
            (path, moved) -> {
              long length = Objects.requireNonNull(files.get(path));
              String digest = digests.get(Location.of(catalog.folder().root()).resolve(path));
              boolean isThere = Objects.equals(there.get(ObjectNames.FILES + path), length);
              stored.put(
                  path, new LakeFile(path, length, stored(path, length, digest, isThere, moved)));
            });
    return files.keySet().stream().map(path -> Objects.requireNonNull(stored.get(path))).toList();
  }

  /** Stores a file unless a backup that was stopped did; gives what it is. */
  private String stored(
      String path, long length, @Nullable String digest, boolean isThere, LongConsumer moved)
      throws IOException {
    String object = ObjectNames.FILES + path;
    FileContent content =
        new FileContent(catalog.folder().root().resolve(path), length, digest, moved);
    if (isThere) {
      String known = digest;
      if (known == null) {
        content.writeTo(OutputStream.nullOutputStream());
        known = content.sha256();
      }
      if (store.lastsAtOnce() || Digest.of(store, object).equals(known)) {
        return known;
      }
    }
    store.put(object, length, content);
    copied.incrementAndGet();
    bytes.addAndGet(length);
    return content.sha256();
  }

  private void copyPieces(Path copy, Whole pieces, Optional<byte[]> settings) throws IOException {
    Map<String, Long> there = store.list(ObjectNames.PIECES);
    Set<Piece> done = new HashSet<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < pieces.pieces().size(); i++) {
      Piece piece = pieces.pieces().get(i);
      if (!Objects.equals(there.get(piece.object()), piece.bytes()) && done.add(piece)) {
        left.add(i);
      }
    }
    new Transfers(store.atOnce(), BackupListener.NONE, 0)
        .all(
            left,
            (place, _) -> {
              Piece piece = pieces.pieces().get(place);
              put(piece, CatalogPieces.read(copy, place, piece.bytes()));
            });
    if (settings.isPresent()) {
      byte[] text = settings.get();
      Piece piece = new Piece(Digest.of(text, text.length), text.length);
      if (!Objects.equals(there.get(piece.object()), piece.bytes())) {
        put(piece, text);
      }
    }
  }

  private void put(Piece piece, byte[] content) throws IOException {
    store.put(piece.object(), piece.bytes(), out -> out.write(content));
    copied.incrementAndGet();
    bytes.addAndGet(piece.bytes());
  }

  private void write(Manifest manifest, Running running, Lineage lineage) throws IOException {
    store.sync();
    if (!running.isThere()) {
      throw new LakeException(
          Code.BUSY,
          store.address()
              + ": somebody took this backup for dead and may have pruned beside it;"
              + " run it again");
    }
    if (!store.putNew(manifest.object(), ManifestText.of(manifest))) {
      lineage.requireSame(manifest); // another backup of this lake was faster
    }
    manifests.writeNewest(manifest.version());
    store.sync();
  }
}
