package tools.peak.lake.table;

import java.util.List;
import java.util.Set;
import tools.peak.storage.Location;

/**
 * What a table would no longer need.
 *
 * @param snapshots how many snapshots go
 * @param metadata manifest lists, manifests and the like that nothing else names
 * @param data data files that nothing else names
 * @param tags names that other programs gave to snapshots which would go otherwise
 */
public record Unneeded(
    int snapshots, Set<Location> metadata, List<StoredFile> data, Set<String> tags) {
  public Unneeded {
    metadata = Set.copyOf(metadata);
    data = List.copyOf(data);
    tags = Set.copyOf(tags);
  }
}
