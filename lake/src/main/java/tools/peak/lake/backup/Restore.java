package tools.peak.lake.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.storage.Sha256;
import tools.peak.storage.local.AtomicFile;

/**
 * Brings a version back into a folder of its own. Every byte is compared with what was written. The
 * catalog comes last: until it is there, no lake is. One that was stopped goes on when it is run
 * again.
 */
public final class Restore {
  /** Lies in a folder while a version is brought back into it, and says which. */
  private static final String UNFINISHED = ".restore";

  private final Backup backup;
  private final Path folder;

  private Restore(Backup backup, Path folder) {
    this.backup = backup;
    this.folder = folder;
  }

  /**
   * Brings back a version.
   *
   * @param folder a place where nothing is, or an empty folder
   * @param version the newest, if none is given
   * @param last makes the lake one of its new place, when all its files are there
   * @throws LakeException if there is no such version, an object is missing or damaged, or
   *     something else lies in that folder
   */
  public static RestoreResult of(
      Backup backup,
      Path folder,
      OptionalLong version,
      InstantSource clock,
      Consumer<Path> last,
      BackupListener listener) {
    Path target = folder.toAbsolutePath().normalize();
    Restore restore = new Restore(backup, target);
    try {
      Manifest manifest = restore.manifest(version);
      try (Marks.Mark _ = restore.mark(clock)) {
        return restore.run(manifest, last, listener);
      }
    } catch (CheckedInput.ChangedBytes | NoSuchFileException e) {
      throw new LakeException(
          Code.IO,
          "%s: %s; peak backup verify --deep names all that is damaged, and peak backup list what else there is"
              .formatted(
                  backup.name(),
                  e instanceof NoSuchFileException ? e.getMessage() + " is gone" : e.getMessage()),
          e);
    } catch (IOException e) {
      throw DiskFailure.of("restoring to " + target, e);
    }
  }

  /** A backup that can't be written to, on a disk that is mounted so, nobody prunes either. */
  private Marks.Mark mark(InstantSource clock) throws IOException {
    try {
      return backup.begin(Marks.Work.RESTORE, clock);
    } catch (FileSystemException e) {
      return () -> {};
    }
  }

  private RestoreResult run(Manifest manifest, Consumer<Path> last, BackupListener listener)
      throws IOException {
    begin(manifest);
    List<Transfers.Transfer> transfers = new ArrayList<>();
    for (Map.Entry<String, Manifest.Piece> file : manifest.files().entrySet()) {
      Path target = target(file.getKey());
      transfers.add(() -> bring(file.getValue(), target));
    }
    Transfers.run(transfers, listener);
    Path catalog = new LakeFolder(folder).catalog();
    Path _ = AtomicFile.write(catalog, beside -> join(manifest, beside));
    last.accept(folder);
    Files.delete(folder.resolve(UNFINISHED));
    return new RestoreResult(
        folder, manifest.version(), manifest.count(), manifest.bytes(), manifest.rows());
  }

  private Manifest manifest(OptionalLong version) throws IOException {
    Manifests manifests = backup.manifests();
    if (manifests.names().isEmpty()) {
      throw backup.none();
    }
    if (version.isEmpty()) {
      return manifests.newest().orElseThrow(backup::none);
    }
    String name = Manifests.name(version.getAsLong());
    if (!manifests.names().contains(name)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "%s holds no version %s: peak backup list %s says which there are"
              .formatted(backup.name(), version.getAsLong(), backup.name()));
    }
    return manifests.read(name);
  }

  private void begin(Manifest manifest) throws IOException {
    String what = manifest.version() + " " + manifest.head() + "\n";
    Path unfinished = folder.resolve(UNFINISHED);
    if (Files.exists(unfinished)) {
      if (!Files.readString(unfinished).equals(what)) {
        throw new LakeException(
            Code.INVALID_REQUEST,
            folder
                + " holds another version, half brought back: restore that one again, or take another"
                + " folder");
      }
      Files.deleteIfExists(new LakeFolder(folder).catalog()); // it may name the old place still
      return;
    }
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new LakeException(
            Code.INVALID_REQUEST, folder + " is not empty: restore to a new folder");
      }
    }
    AtomicFile.write(unfinished, what);
  }

  /** A manifest is data: what it calls a file's path must lead into the folder. */
  private Path target(String path) throws IOException {
    Path target = folder.resolve(path).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new IOException("the manifest names a file outside of the lake: " + path);
    }
    return target;
  }

  private void bring(Manifest.Piece piece, Path target) throws IOException {
    if (Files.exists(target) && Files.size(target) == piece.bytes() && isSame(piece, target)) {
      return; // brought by a restore that was stopped
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Path _ =
        AtomicFile.write(
            target,
            beside -> {
              try (InputStream in = open(piece)) {
                Files.copy(in, beside);
              }
              return beside;
            });
  }

  private static boolean isSame(Manifest.Piece piece, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in).equals(piece.sha256());
    }
  }

  private InputStream open(Manifest.Piece piece) throws IOException {
    return new CheckedInput(backup.store().read(piece.object()), piece.sha256(), piece.object());
  }

  private Path join(Manifest manifest, Path catalog) throws IOException {
    try (OutputStream out = Files.newOutputStream(catalog)) {
      for (Manifest.Piece piece : manifest.catalog()) {
        try (InputStream in = open(piece)) {
          in.transferTo(out);
        }
      }
    }
    return catalog;
  }
}
