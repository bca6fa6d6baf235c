package tools.peak.storage.object;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.storage.local.FileSystemSync;
import tools.peak.storage.local.Fsync;

/**
 * Objects as files of a folder, one each, under their names. A file is written aside and given its
 * name when it is whole. A sync of each took ten times as long as the copying, so all of them are
 * synced at once.
 */
public final class FolderObjects implements ObjectStore {
  /** Where files are until they are whole; what lies there is no object. */
  private static final String ASIDE = ".incoming";

  /** What lies in the root of a file system, and only root may read. */
  private static final String LOST = "lost+found";

  private static final int BUFFER = 256 << 10;

  /** Of so few each is synced: others may have much that waits. */
  private static final int FEW = 20;

  private static final int LEAST_AT_ONCE = 2;
  private static final int MOST_AT_ONCE = 8;

  private final Path root;
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

  /** The objects of a folder, which need not be there yet. */
  public FolderObjects(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public String address() {
    return root.toString();
  }

  @Override
  public int atOnce() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), LEAST_AT_ONCE, MOST_AT_ONCE);
  }

  private Path file(String name) {
    return root.resolve(ObjectName.require(name));
  }

  @Override
  public void put(String name, long bytes, Content content) throws IOException {
    Path file = file(name);
    Path aside = aside(content);
    try {
      makeFolder(parent(file));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      unsynced.add(file);
      unsynced.add(parent(file));
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  @Override
  public boolean putNew(String name, byte[] content) throws IOException {
    Path file = file(name);
    if (Files.exists(file)) {
      return false;
    }
    Path aside = aside(out -> out.write(content));
    try {
      makeFolder(parent(file));
      Fsync.of(aside);
      Path _ = Files.createLink(file, aside); // unlike a move it never goes over another
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      return createNew(file, content);
    } finally {
      Files.deleteIfExists(aside);
    }
    Fsync.of(parent(file));
    return true;
  }

  /** On file systems without links: it may be cut short, and then is damaged, not another's. */
  private static boolean createNew(Path file, byte[] content) throws IOException {
    try {
      Path _ = Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Fsync.of(file);
    Fsync.of(parent(file));
    return true;
  }

  /** Writes a file that has no name yet, and makes it last. */
  private Path aside(Content content) throws IOException {
    Path aside = root.resolve(ASIDE).resolve(UUID.randomUUID().toString());
    makeFolder(parent(aside));
    boolean isWhole = false;
    try (FileChannel channel =
        FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(out);
      out.flush();
      isWhole = true;
      return aside;
    } finally {
      if (!isWhole) {
        Files.deleteIfExists(aside);
      }
    }
  }

  private void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    makeFolder(parent(folder));
    Files.createDirectories(folder); // another may be faster
    unsynced.add(parent(folder));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(file(name));
  }

  @Override
  public @Nullable Long size(String name) throws IOException {
    try {
      return Files.size(file(name));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public SortedMap<String, Long> list(String prefix) throws IOException {
    SortedMap<String, Long> objects = new TreeMap<>();
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    if (!Files.isDirectory(root.resolve(folder))) {
      return objects;
    }
    Path real = root.toRealPath(); // a walk does not follow a link that it begins with
    Path from = real.resolve(folder);
    int begin = real.toString().length() + (real.toString().endsWith("/") ? 0 : 1);
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(real.resolve(ASIDE)) || folder.equals(real.resolve(LOST))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString().substring(begin);
            if (name.startsWith(prefix)) {
              objects.put(name, attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException || file.equals(real.resolve(LOST))) {
              return FileVisitResult.CONTINUE; // it went meanwhile
            }
            throw e;
          }
        });
    return objects;
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = file(name);
    if (Files.deleteIfExists(file)) {
      unsynced.add(parent(file));
    }
  }

  @Override
  public boolean lastsAtOnce() {
    return false;
  }

  @Override
  public void sync() throws IOException {
    Set<Path> now = Set.copyOf(unsynced);
    if (now.size() <= FEW || !FileSystemSync.of(root)) {
      for (Path path : now) {
        if (Files.exists(path)) {
          Fsync.of(path);
        }
      }
    }
    unsynced.removeAll(now);
  }

  @Override
  public void deleteLeftOvers() throws IOException {
    Path aside = root.resolve(ASIDE);
    if (!Files.isDirectory(aside)) {
      return;
    }
    try (Stream<Path> files = Files.list(aside)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {}
}
