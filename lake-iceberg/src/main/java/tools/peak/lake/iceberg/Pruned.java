package tools.peak.lake.iceberg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;

/**
 * Keeps a table's metadata from naming all snapshots that ever were, which would make it grow with
 * the square of commits. What goes is only what a {@link Stretch} still answers for.
 *
 * <p>Files of what goes are named in a property, and deleted by the change after this one: only
 * then is it sure that this one is in force.
 */
final class Pruned {
  /** Other programs, and readers that just began, find so many of the last snapshots. */
  static final int KEPT = 40;

  /** Snapshots go in bunches: reading their manifests costs some milliseconds. */
  private static final int BUNCH = 10;

  static final String UNNEEDED = "peak.unneeded-metadata";

  private Pruned() {}

  /** The files that the change which led to this metadata made needless. */
  static List<String> unneeded(TableMetadata inForce) {
    String names = inForce.properties().get(UNNEEDED);
    return names == null ? List.of() : List.of(names.split("\n"));
  }

  /** A table's new metadata without the snapshots that nobody needs. */
  static TableMetadata of(TableMetadata table, FileIO io) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(table);
    boolean isChanged = table.properties().containsKey(UNNEEDED);
    if (isChanged) {
      builder.removeProperties(Set.of(UNNEEDED));
    }
    List<Snapshot> going = going(table);
    if (going.size() >= BUNCH) {
      isChanged = true;
      builder.removeSnapshots(going);
      builder.setProperties(Map.of(UNNEEDED, String.join("\n", files(table, going, io))));
    }
    return isChanged ? builder.build() : table;
  }

  private static List<Snapshot> going(TableMetadata table) {
    List<Snapshot> newestFirst = newestFirst(table);
    if (newestFirst.size() < KEPT + BUNCH) {
      return List.of();
    }
    Set<Long> named =
        table.refs().values().stream().map(SnapshotRef::snapshotId).collect(Collectors.toSet());
    List<Snapshot> going = new ArrayList<>();
    Snapshot kept = newestFirst.get(KEPT - 1);
    for (Snapshot snapshot : newestFirst.subList(KEPT, newestFirst.size())) {
      if (Stretch.covers(kept, snapshot) && !named.contains(snapshot.snapshotId())) {
        going.add(snapshot);
      } else {
        kept = snapshot;
      }
    }
    return going;
  }

  private static List<Snapshot> newestFirst(TableMetadata table) {
    return table.snapshots().stream()
        .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
        .toList();
  }

  /** Manifest lists of snapshots that go, and the manifests that only they name. */
  private static Set<String> files(TableMetadata table, List<Snapshot> going, FileIO io) {
    Set<String> files = new HashSet<>();
    Set<Long> gone = going.stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
    List<Snapshot> newestFirst = newestFirst(table);
    boolean isLine = true; // in a line of snapshots a manifest that was left out never comes back
    Snapshot newer = null;
    for (int i = 0; i < newestFirst.size(); i++) {
      Snapshot snapshot = newestFirst.get(i);
      if (gone.contains(snapshot.snapshotId())) {
        files.add(snapshot.manifestListLocation());
        if (isLine && newer != null) {
          long older =
              newestFirst.subList(i + 1, newestFirst.size()).stream()
                  .filter(each -> !gone.contains(each.snapshotId()))
                  .mapToLong(Snapshot::sequenceNumber)
                  .findFirst()
                  .orElse(0);
          Set<String> still = paths(newer.allManifests(io));
          for (ManifestFile manifest : snapshot.allManifests(io)) {
            if (manifest.sequenceNumber() > older && !still.contains(manifest.path())) {
              files.add(manifest.path());
            }
          }
        }
      } else {
        newer = snapshot;
      }
      isLine &= follows(snapshot);
    }
    return files;
  }

  /** Whether a snapshot was made of the one before it, and both are Peak's own. */
  private static boolean follows(Snapshot snapshot) {
    Long parent = snapshot.parentId();
    return Stretch.since(snapshot) != null
        && parent != null
        && Stretch.sequence(parent) == snapshot.sequenceNumber() - 1;
  }

  private static Set<String> paths(List<ManifestFile> manifests) {
    return manifests.stream().map(ManifestFile::path).collect(Collectors.toSet());
  }
}
