package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.LakeFolder;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;

/**
 * Looks for files below the lake's tables that nothing names. Files are told apart by what they are
 * on the disk, not by how their path is written: one that is named by another way (a link, a mount,
 * {@code file:}) is the same file. A named file that is not where it is said to be stops the
 * search: whoever can't find what is named can't tell what is not.
 */
final class OrphanSearch {
  private final LakeFolder folder;
  private final TableStore tables;
  private final Set<Location> names = new HashSet<>();
  private final Set<Object> keys = new HashSet<>();

  OrphanSearch(LakeFolder folder, TableStore tables) {
    this.folder = folder;
    this.tables = tables;
  }

  /** What was found. */
  record Found(List<Orphan> files, long young, long future) {}

  /**
   * Takes down what is named.
   *
   * @param pointers where the lake's tables stand
   * @param others metadata files of other tables in the same catalog
   */
  OrphanSearch named(Collection<TablePointer> pointers, List<String> others) {
    TableFiles files = new TableFiles(tables);
    for (TablePointer pointer : pointers) {
      files.files(pointer).forEach(file -> name(file, true));
      tables.earlierMetadata(pointer).forEach(file -> name(file, false));
    }
    files.named(others).forEach(file -> name(file, false));
    return this;
  }

  private void name(Location file, boolean mustBe) {
    if (!names.add(file)) {
      return;
    }
    try {
      Object key =
          Files.readAttributes(Path.of(file.toString()), BasicFileAttributes.class).fileKey();
      if (key != null) {
        keys.add(key);
      }
    } catch (NoSuchFileException e) {
      if (mustBe) {
        throw new LakeException(
            Code.NOT_A_LAKE,
            file
                + " is named and not there: nothing is deleted until it is (peak verify names all"
                + " that is missing)");
      }
    } catch (IOException e) {
      throw DiskFailure.of(file.toString(), e);
    }
  }

  /** Whether a file is named, in whatever way. */
  boolean isNamed(Location file, BasicFileAttributes attributes) {
    return names.contains(file)
        || (attributes.fileKey() != null && keys.contains(attributes.fileKey()));
  }

  /**
   * The files that nothing names.
   *
   * @param now what the clock says
   * @param before those go that were written before, by whichever clock says less
   */
  Found found(Instant now, Function<Instant, Instant> before) {
    try {
      Instant disk = Files.isWritable(folder.root()) ? timeOfDisk() : now;
      Instant cutOff = before.apply(disk.isBefore(now) ? disk : now);
      List<Orphan> old = new ArrayList<>();
      long young = 0;
      long future = 0;
      for (LakeTable table : LakeTable.values()) {
        for (Orphan orphan : unnamed(folder.table(table))) {
          if (!orphan.modified().isAfter(cutOff)) {
            old.add(orphan);
          } else if (orphan.modified().isAfter(disk)) {
            future++;
          } else {
            young++;
          }
        }
      }
      return new Found(old, young, future);
    } catch (IOException e) {
      throw DiskFailure.of(folder.root().toString(), e);
    }
  }

  /** Where files get their times from: not always where the clock of this machine gets its own. */
  private Instant timeOfDisk() throws IOException {
    Path probe = Files.createTempFile(folder.root(), ".clock-", ".tmp");
    try {
      return Files.getLastModifiedTime(probe).toInstant();
    } finally {
      Files.delete(probe);
    }
  }

  private List<Orphan> unnamed(Path table) throws IOException {
    if (!Files.isDirectory(table, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Orphan> orphans = new ArrayList<>();
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Optional<Orphan> orphan = orphan(table, file);
        orphan.ifPresent(orphans::add);
      }
    }
    return orphans;
  }

  private Optional<Orphan> orphan(Path table, Path file) throws IOException {
    Optional<OrphanKind> kind = OrphanKind.of(table.relativize(file).toString());
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Location location = Location.of(file);
      return attributes.isRegularFile() && !isNamed(location, attributes)
          ? Optional.of(
              new Orphan(
                  location,
                  kind.get(),
                  attributes.size(),
                  attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its writer took it away
    }
  }

  /** Whether a file is still what it was when it was found, and still nobody's. */
  boolean isStill(Orphan orphan) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(
              Path.of(orphan.location().toString()),
              BasicFileAttributes.class,
              LinkOption.NOFOLLOW_LINKS);
      return now.isRegularFile()
          && now.size() == orphan.bytes()
          && now.lastModifiedTime().toInstant().equals(orphan.modified())
          && !isNamed(orphan.location(), now);
    } catch (IOException e) {
      return false;
    }
  }
}
