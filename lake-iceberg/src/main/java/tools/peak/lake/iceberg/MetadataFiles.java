package tools.peak.lake.iceberg;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import tools.peak.lake.DiskFailure;
import tools.peak.lake.FailPoint;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** Metadata files of tables: read once, numbered as other engines number them, never changed. */
final class MetadataFiles {
  /** Parsed, a metadata file takes about as many times its length. */
  private static final int HEAP_A_BYTE = 4;

  private final Storage storage;
  private final StorageFileIO io;
  private final FailPoint.Listener listener;
  private final Cache<Location, Parsed> parsed;

  private record Parsed(TableMetadata table, int weight) {}

  /**
   * The files of a storage.
   *
   * @param cacheBytes how much of the heap those that were read may take
   */
  MetadataFiles(Storage storage, StorageFileIO io, FailPoint.Listener listener, long cacheBytes) {
    this.storage = storage;
    this.io = io;
    this.listener = listener;
    this.parsed =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(cacheBytes)
            .weigher((Location _, Parsed file) -> file.weight())
            .build();
  }

  TableMetadata read(Location file) {
    return parsed.get(file, this::parse).table();
  }

  private Parsed parse(Location file) {
    try {
      TableMetadata table = TableMetadataParser.read(io, file.toString());
      return new Parsed(
          table, Math.toIntExact(Math.min(Integer.MAX_VALUE, HEAP_A_BYTE * storage.size(file))));
    } catch (IOException | RuntimeException e) {
      throw Unreadable.file(storage, file, e);
    }
  }

  /** Writes what a table shall be, and gives where. */
  Location write(TableMetadata table, StorageFileIO io) {
    Location folder = Unreadable.location(table.location()).resolve("metadata");
    Location file =
        folder.resolve(
            String.format(
                Locale.ROOT, "%05d-%s.metadata.json", numberAfter(table), UUID.randomUUID()));
    listener.reached(FailPoint.BEFORE_METADATA);
    try {
      TableMetadataParser.write(table, io.newOutputFile(file.toString()));
      storage.sync(folder); // of manifests and manifest lists too
    } catch (IOException | UncheckedIOException e) {
      throw DiskFailure.of("writing to " + table.location(), e);
    }
    listener.reached(FailPoint.AFTER_METADATA);
    return file;
  }

  /**
   * Deletes what only versions before {@code base} named: {@code base} is in force, whatever
   * becomes of the change that follows it.
   */
  void deleteUnneeded(TableMetadata base, TableMetadata next) {
    Set<String> unneeded = new HashSet<>(Pruned.unneeded(base));
    base.previousFiles().forEach(file -> unneeded.add(file.file()));
    next.previousFiles().forEach(file -> unneeded.remove(file.file()));
    for (String file : unneeded) {
      try {
        storage.delete(Unreadable.location(file));
      } catch (IOException e) {
        // Nothing reads it: the upkeep of orphans takes it later.
      }
    }
  }

  private static int numberAfter(TableMetadata table) {
    String before = table.metadataFileLocation();
    List<TableMetadata.MetadataLogEntry> previous = table.previousFiles();
    if (before == null && !previous.isEmpty()) {
      before = previous.getLast().file();
    }
    if (before == null) {
      return 0;
    }
    String name = before.substring(before.lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    return dash > 0 && name.substring(0, dash).matches("\\d{1,9}")
        ? Integer.parseInt(name.substring(0, dash)) + 1
        : 0;
  }
}
