package tools.peak.lake.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.Relocated;
import tools.peak.lake.backup.Manifest.LakeFile;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.schema.LakeTable;
import tools.peak.storage.local.FileSystemSync;
import tools.peak.storage.local.Fsync;
import tools.peak.storage.object.ObjectStore;

/**
 * Makes a lake of a backup: every byte is compared with what was backed up, the catalog comes last,
 * and then the lake is made one of its place. Stopped at any point it goes on where it was.
 */
final class Restore {
  private static final int BUFFER = 256 << 10;

  private final ObjectStore store;
  private final Manifest manifest;
  private final Consumer<Path> requireWhole;
  private final Function<Path, Relocated> relocate;
  private final BackupListener listener;

  /**
   * A version of a backup.
   *
   * @param requireWhole refuses a damaged catalog
   * @param relocate makes a lake one of its place
   */
  Restore(
      ObjectStore store,
      Manifest manifest,
      Consumer<Path> requireWhole,
      Function<Path, Relocated> relocate,
      BackupListener listener) {
    this.store = store;
    this.manifest = manifest;
    this.requireWhole = requireWhole;
    this.relocate = relocate;
    this.listener = listener;
  }

  /**
   * Restores it.
   *
   * @throws LakeException if the backup is damaged, which names the object; or the folder is not
   *     empty, or full
   */
  RestoreResult to(Path path, Clock clock) {
    RestoreFolder folder;
    try {
      requireApart(path);
      folder = RestoreFolder.at(path, manifest);
    } catch (IOException e) {
      throw new LakeException(Code.IO, path + ": " + BackupFailure.reason(e), e);
    }
    try (AutoCloseable _ = Running.reading(store, "restore", clock.instant())) {
      if (!Files.exists(folder.lake().catalog())) {
        files(folder);
      }
      Relocated relocated = relocate.apply(folder.lake().root());
      folder.finish();
      return new RestoreResult(
          manifest.version(),
          manifest.fileCount(),
          manifest.bytes(),
          folder.lake().root(),
          relocated.isCopy());
    } catch (IOException e) {
      throw folder.failed(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // nobody at work with a backup throws another
    }
  }

  private void requireApart(Path path) throws IOException {
    Path place = Path.of(store.address());
    Path real = Lineage.real(path.toAbsolutePath());
    if (place.isAbsolute()) {
      Path backup = Lineage.real(place);
      if (real.startsWith(backup) || backup.startsWith(real)) {
        throw new LakeException(
            Code.INVALID_REQUEST,
            path + " and the backup lie within each other: name a new folder");
      }
    }
  }

  private void files(RestoreFolder folder) throws IOException {
    LakeFolder lake = folder.lake();
    Set<Path> folders = new HashSet<>();
    List<LakeFile> left = new java.util.ArrayList<>();
    long bytes = manifest.catalog().bytes();
    for (LakeFile file : manifest.files()) {
      Path path = lake.root().resolve(file.path());
      if (!isThere(path, file)) {
        left.add(file);
        bytes += file.bytes();
      }
      for (Path above = path.getParent();
          above != null && above.startsWith(lake.root()) && folders.add(above);
          above = above.getParent()) {}
    }
    folder.requireRoom(bytes);
    for (LakeTable table : LakeTable.values()) {
      Files.createDirectories(lake.data(table)); // writers count on it, also of an empty table
    }
    for (Path each : folders) {
      Files.createDirectories(each);
    }
    Transfers transfers = new Transfers(store.atOnce(), listener, bytes);
    transfers.all(
        left,
        (file, moved) ->
            write(file.object(), file.sha256(), lake.root().resolve(file.path()), moved));
    if (manifest.settings().isPresent()) {
      Piece settings = manifest.settings().get();
      write(settings.object(), settings.sha256(), lake.settings(), _ -> {});
    }
    makeLast(lake.root(), folders);
    catalog(folder, transfers);
  }

  /** All at once where that can be: a sync of each takes longer than the copying. */
  private void makeLast(Path root, Set<Path> folders) throws IOException {
    if (FileSystemSync.of(root)) {
      return;
    }
    for (LakeFile file : manifest.files()) {
      Fsync.of(root.resolve(file.path()));
    }
    for (Path each : folders) {
      Fsync.of(each);
    }
  }

  private static boolean isThere(Path path, LakeFile file) throws IOException {
    return Files.exists(path)
        && Files.size(path) == file.bytes()
        && sha256(path).equals(file.sha256());
  }

  private static String sha256(Path path) throws IOException {
    MessageDigest digest = Digest.begin();
    try (InputStream in = Files.newInputStream(path)) {
      copy(in, OutputStream.nullOutputStream(), digest, _ -> {});
    }
    return Digest.end(digest);
  }

  private void write(String object, String sha256, Path path, LongConsumer moved)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      copy(object, sha256, out, moved);
      out.flush();
    }
  }

  private void copy(String object, String sha256, OutputStream out, LongConsumer moved)
      throws IOException {
    MessageDigest digest = Digest.begin();
    try (InputStream in = opened(object)) {
      copy(in, out, digest, moved);
    }
    if (!Digest.end(digest).equals(sha256)) {
      throw damaged(object, "is damaged: it holds other bytes than were backed up");
    }
  }

  private InputStream opened(String object) throws IOException {
    try {
      return store.open(object);
    } catch (NoSuchFileException e) {
      throw damaged(object, "is gone");
    }
  }

  private LakeException damaged(String object, String what) {
    return BackupFailure.notABackup(
        store,
        object
            + " "
            + what
            + "; a deep verification of the backup names all that is, and while the lake lives"
            + " another backup puts back what is gone");
  }

  private static void copy(
      InputStream in, OutputStream out, MessageDigest digest, LongConsumer moved)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
      moved.accept(read);
    }
  }

  /** Put together beside, looked through, and then given its name: from then on a lake is there. */
  private void catalog(RestoreFolder folder, Transfers transfers) throws IOException {
    Path file = folder.catalogToBe();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      transfers.all(
          List.of(manifest.catalog()),
          (whole, moved) -> {
            for (Piece piece : whole.pieces()) {
              copy(piece.object(), piece.sha256(), out, moved);
            }
          });
      out.flush();
      channel.force(true);
    }
    requireWhole.accept(file);
    Path _ =
        Files.move(
            file, Objects.requireNonNull(folder.lake().catalog()), StandardCopyOption.ATOMIC_MOVE);
    Fsync.of(folder.lake().root());
  }
}
