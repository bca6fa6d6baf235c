package tools.peak.lake.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.Unneeded;
import tools.peak.storage.Location;

/**
 * A table without the snapshots that nobody needs. What stays: the current one, those that a
 * version that is kept stands at, those that answer for such a one (see {@link Stretch}), and those
 * that tags and branches name.
 */
final class SnapshotExpiry {
  /** When a table was last rid of snapshots, in milliseconds since the epoch. */
  private static final String EXPIRED = "peak.expired-at";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileIO io;
  private final TableMetadata table;
  private final Location location;
  private final Set<Long> kept = new HashSet<>();
  private final Set<Long> gone;
  private final Instant before;

  SnapshotExpiry(
      FileIO io,
      TableMetadata table,
      Location location,
      Collection<TablePointer> kept,
      Collection<TablePointer> gone,
      Instant before) {
    this.io = io;
    this.table = table;
    this.location = location;
    this.before = before;
    this.gone =
        gone.stream()
            .map(TablePointer::snapshotId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (TablePointer pointer : kept) {
      Long id = pointer.snapshotId();
      if (id != null) {
        this.kept.add(
            table.snapshot(id) != null
                ? id
                : Stretch.covering(table, id).map(Snapshot::snapshotId).orElse(id));
      }
    }
    if (table.currentSnapshot() != null) {
      this.kept.add(table.currentSnapshot().snapshotId());
    }
  }

  private boolean isUnwanted(Snapshot snapshot) {
    return !kept.contains(snapshot.snapshotId())
        && (gone.contains(snapshot.snapshotId())
            || snapshot.timestampMillis() < before.toEpochMilli());
  }

  private Set<Long> named() {
    return table.refs().values().stream().map(SnapshotRef::snapshotId).collect(Collectors.toSet());
  }

  private List<Snapshot> going() {
    Set<Long> named = named();
    return table.snapshots().stream()
        .filter(snapshot -> isUnwanted(snapshot) && !named.contains(snapshot.snapshotId()))
        .toList();
  }

  /** What the table would no longer need. */
  Unneeded unneeded() {
    List<Snapshot> going = going();
    Set<Snapshot> without = new HashSet<>(going);
    List<Snapshot> staying =
        table.snapshots().stream().filter(snapshot -> !without.contains(snapshot)).toList();
    NamedFiles all = NamedFilesScan.readable(io, table, location, table.snapshots());
    NamedFiles still = NamedFilesScan.readable(io, table, location, staying);
    Set<Location> metadata = new HashSet<>(all.metadata());
    metadata.removeAll(still.metadata());
    if (!gone.isEmpty()) {
      metadata.addAll(new CleanManifests(io, table).unclean(staying));
    }
    Set<Location> data =
        still.data().stream().map(StoredFile::location).collect(Collectors.toSet());
    return new Unneeded(
        going.size(),
        metadata,
        all.data().stream().filter(file -> !data.contains(file.location())).toList(),
        tags());
  }

  /** Names that keep a snapshot which would go otherwise. */
  private Set<String> tags() {
    return table.refs().entrySet().stream()
        .filter(ref -> !ref.getKey().equals(SnapshotRef.MAIN_BRANCH))
        .filter(
            ref -> {
              Snapshot snapshot = table.snapshot(ref.getValue().snapshotId());
              return snapshot != null && isUnwanted(snapshot);
            })
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * The table's next metadata, to be written; the same object if there is nothing to do.
   *
   * @param now milliseconds since the epoch
   */
  TableMetadata expired(long now) throws IOException {
    List<Snapshot> going = going();
    if (going.isEmpty() && gone.isEmpty()) {
      return table;
    }
    TableMetadata fewer = going.isEmpty() ? table : without(going, now);
    Map<String, String> lists = new CleanManifests(io, fewer).lists();
    if (lists.isEmpty()) {
      return fewer;
    }
    return withLists(fewer == table ? without(List.of(), now) : fewer, lists);
  }

  private TableMetadata without(List<Snapshot> going, long now) {
    return NeverBack.changed(
        table,
        now,
        current -> {
          Set<Long> ids = going.stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
          return TableMetadata.buildFrom(current)
              .removeSnapshots(
                  current.snapshots().stream()
                      .filter(snapshot -> ids.contains(snapshot.snapshotId()))
                      .toList())
              .removeProperties(Set.of(Pruned.UNNEEDED))
              .setProperties(Map.of(EXPIRED, Long.toString(now)))
              .build();
        });
  }

  private static TableMetadata withLists(TableMetadata table, Map<String, String> lists) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(TableMetadataParser.toJson(table));
      for (JsonNode snapshot : tree.path("snapshots")) {
        String list = lists.get(snapshot.path("manifest-list").asText());
        if (list != null) {
          ((ObjectNode) snapshot).put("manifest-list", list);
        }
      }
      return TableMetadataParser.fromJson(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg's own JSON", e);
    }
  }
}
