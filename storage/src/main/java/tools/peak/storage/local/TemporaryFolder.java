package tools.peak.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of its holder alone for what he puts aside: nobody foresees its name, nobody else may
 * read it. It is made when it is needed, and goes when it is closed or its process is told to end.
 * Where its process was killed the next one sweeps it: a lock that its process holds tells.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String PREFIX = "peak-engine-";
  private static final String LOCK = "lock";

  /** DuckDB takes more of a path than its letters for something else. */
  private static final String PLAIN = "[^?*\\[\\]\\\\&]*";

  /**
   * The folders of this process. Their locks are not even looked at: who closes a file of POSIX
   * gives up all locks that his process has on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::deleteOurs));
  }

  private final List<Path> parents;
  private @Nullable Held held;

  private record Held(Path folder, Path key, FileChannel lock) {}

  /**
   * @param parents where it may lie; the first that can be written is taken
   */
  public TemporaryFolder(List<Path> parents) {
    this.parents = List.copyOf(parents);
  }

  public static Path ofTheSystem() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /** Whether DuckDB takes a path as it is written. */
  public static boolean isPlain(Path path) {
    return path.toString().matches(PLAIN);
  }

  public synchronized Path path() throws IOException {
    if (held == null) {
      held = make();
    }
    return held.folder();
  }

  private Held make() throws IOException {
    IOException failure = new IOException("no folder for temporary files");
    for (Path parent : parents) {
      if (isPlain(parent)) {
        try {
          Files.createDirectories(parent);
          sweep(parent);
          return make(parent);
        } catch (IOException e) {
          failure.addSuppressed(e); // it may only be read, or is full
        }
      }
    }
    throw failure;
  }

  /** The lock is held before it can be seen: who sweeps never finds a folder without its owner. */
  private static Held make(Path parent) throws IOException {
    Path folder = Files.createTempDirectory(parent, PREFIX);
    Path key = folder.toRealPath();
    boolean _ = OURS.add(key);
    Path beside = folder.resolve(LOCK + ".new");
    FileChannel lock =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean isHeld = false;
    try {
      isHeld = lock.tryLock() != null;
      Files.move(beside, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new Held(folder, key, lock);
    } finally {
      if (!isHeld) {
        lock.close();
      }
    }
  }

  private static void sweep(Path parent) throws IOException {
    Path real = parent.toRealPath();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(real, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OURS.contains(folder) && isLeft(folder)) {
          delete(folder);
        }
      }
    }
  }

  private static boolean isLeft(Path folder) {
    try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
      return lock.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // another user's
    }
  }

  /** Deletes a folder with all that is in it; what can't be deleted stays for the next sweep. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // It is nothing but what was put aside.
    }
  }

  @Override
  public synchronized void close() {
    if (held == null) {
      return;
    }
    delete(held.folder());
    try {
      held.lock().close();
      boolean _ = OURS.remove(held.key());
    } catch (IOException e) {
      // The lock is gone with its channel, even when closing that fails.
    }
    deleteParent(held.folder());
    held = null;
  }

  private static void deleteOurs() {
    for (Path folder : OURS) {
      delete(folder);
      deleteParent(folder);
    }
  }

  private static void deleteParent(Path folder) {
    Path parent = folder.getParent();
    try {
      if (parent != null && !parent.equals(ofTheSystem())) {
        Files.deleteIfExists(parent);
      }
    } catch (IOException e) {
      // Others put aside there too.
    }
  }
}
