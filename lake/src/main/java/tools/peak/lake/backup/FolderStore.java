package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.storage.Location;
import tools.peak.storage.local.AtomicFile;
import tools.peak.storage.local.LocalStorage;

/** Backups in a folder. Files that appear under their name are whole. */
final class FolderStore implements ObjectStore {
  private static final String UNFINISHED = ".new";

  private final Path root;
  private final LocalStorage storage = new LocalStorage();
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

  FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public Set<String> top() throws IOException {
    if (!Files.isDirectory(root)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return files.map(root::relativize).map(Path::toString).collect(Collectors.toSet());
    }
  }

  @Override
  public Map<String, Long> list(String prefix) throws IOException {
    Map<String, Long> objects = new HashMap<>();
    Path folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(folder)) {
      return objects;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString();
        if (name.startsWith(prefix) && !name.endsWith(UNFINISHED)) {
          objects.put(name, Files.size(file));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return objects;
  }

  @Override
  public InputStream read(String name) throws IOException {
    return Files.newInputStream(file(name));
  }

  @Override
  public void write(String name, long bytes, Content content) throws IOException {
    Path target = madeFor(name);
    Path beside = target.resolveSibling("." + UUID.randomUUID() + UNFINISHED);
    try {
      try (InputStream in = content.open();
          OutputStream out = Files.newOutputStream(beside)) {
        long written = in.transferTo(out);
        if (written != bytes) {
          throw new IOException(name + " would have " + written + " bytes instead of " + bytes);
        }
      }
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      unsynced.add(target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Many files at once: their disk does that in a fraction of the time of one after the other. */
  @Override
  public void sync() throws IOException {
    List<Path> files = List.copyOf(unsynced);
    Set<Path> folders = new HashSet<>();
    List<Transfers.Transfer> syncs = new ArrayList<>();
    for (Path file : files) {
      folders.add(Objects.requireNonNull(file.getParent()));
      syncs.add(() -> storage.sync(Location.of(file)));
    }
    Transfers.run(syncs, BackupListener.NONE);
    for (Path folder : folders) {
      storage.sync(Location.of(folder));
    }
    files.forEach(unsynced::remove);
  }

  @Override
  public boolean writeNew(String name, byte[] content) throws IOException {
    Path target = madeFor(name);
    Path beside = target.resolveSibling("." + UUID.randomUUID() + UNFINISHED);
    String whole = new String(content, UTF_8);
    AtomicFile.write(beside, whole);
    try {
      Files.createLink(target, beside); // unlike a rename, this never puts it over another
      storage.sync(Location.of(target).parent());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException(root + " is on a file system without hard links: take another", e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  private Path madeFor(String name) throws IOException {
    Path file = file(name);
    storage.createFolder(Location.of(file).parent());
    return file;
  }

  private Path file(String name) throws NoSuchFileException {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root)) { // a manifest that somebody else wrote
      throw new NoSuchFileException(name);
    }
    return file;
  }

  @Override
  public void close() {}
}
