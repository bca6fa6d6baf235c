package tools.peak.lake.iceberg;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.storage.Location;

/** Follows all snapshots of a table to their files; what can't be followed is noted. */
final class NamedFilesScan {
  private final FileIO io;
  private final TableMetadata table;
  private final Set<Location> metadata = new HashSet<>();
  private final Map<Location, StoredFile> data = new HashMap<>();
  private final Map<Location, String> unreadable = new HashMap<>();

  private NamedFilesScan(FileIO io, TableMetadata table) {
    this.io = io;
    this.table = table;
  }

  static NamedFiles of(FileIO io, TableMetadata table, Location location) {
    return of(io, table, location, table.snapshots());
  }

  private static NamedFiles of(
      FileIO io, TableMetadata table, Location location, Collection<Snapshot> snapshots) {
    NamedFilesScan scan = new NamedFilesScan(io, table);
    scan.metadata.add(location);
    snapshots.forEach(scan::snapshot);
    Set<Long> ids = snapshots.stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
    table.statisticsFiles().stream()
        .filter(file -> ids.contains(file.snapshotId()))
        .forEach(file -> scan.metadata.add(Unreadable.location(file.path())));
    table.partitionStatisticsFiles().stream()
        .filter(file -> ids.contains(file.snapshotId()))
        .forEach(file -> scan.metadata.add(Unreadable.location(file.path())));
    return new NamedFiles(scan.metadata, scan.data.values(), scan.unreadable);
  }

  /**
   * The files of some snapshots.
   *
   * @throws LakeException if one can't be followed
   */
  static NamedFiles readable(
      FileIO io, TableMetadata table, Location location, Collection<Snapshot> snapshots) {
    NamedFiles named = of(io, table, location, snapshots);
    named
        .unreadable()
        .forEach(
            (file, reason) -> {
              throw new LakeException(
                  Code.NOT_A_LAKE,
                  file + " can't be read (" + reason + "): nothing was deleted; peak verify tells");
            });
    return named;
  }

  private void snapshot(Snapshot snapshot) {
    Location list = Unreadable.location(snapshot.manifestListLocation());
    metadata.add(list);
    List<ManifestFile> manifests;
    try {
      manifests = snapshot.allManifests(io);
    } catch (RuntimeException e) { // Iceberg's and Avro's own kinds: all say that it can't be read
      unreadable.put(list, reason(e));
      return;
    }
    for (ManifestFile manifest : manifests) {
      if (metadata.add(Unreadable.location(manifest.path()))) {
        if (manifest.content() == ManifestContent.DATA) {
          manifest(manifest);
        } else {
          deletes(manifest);
        }
      }
    }
  }

  /** What another program wrote in place of rewriting files. */
  private void deletes(ManifestFile manifest) {
    try (ManifestReader<DeleteFile> entries =
        ManifestFiles.readDeleteManifest(manifest, io, table.specsById())) {
      for (DeleteFile file : entries) {
        metadata.add(Unreadable.location(file.location()));
      }
    } catch (IOException | RuntimeException e) {
      unreadable.put(Unreadable.location(manifest.path()), reason(e));
    }
  }

  private void manifest(ManifestFile manifest) {
    try (ManifestReader<DataFile> entries = ManifestFiles.read(manifest, io, table.specsById())) {
      for (DataFile file : entries) {
        data.computeIfAbsent(
            Unreadable.location(file.location()),
            _ -> DataFileStats.stored(file, List.of(), table.specsById()));
      }
    } catch (IOException | RuntimeException e) {
      unreadable.put(Unreadable.location(manifest.path()), reason(e));
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
