package tools.peak.lake.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.peak.storage.Location;

/**
 * Every file that a table's metadata names, for any version that it still keeps.
 *
 * @param metadata the metadata file itself, manifest lists and manifests, and what other programs
 *     left beside: statistics, files that name deleted rows
 * @param data the data files, each once, without bounds
 * @param unreadable those of the metadata that could not be read, and why; what they name is not
 *     known
 */
public record NamedFiles(
    Set<Location> metadata, Collection<StoredFile> data, Map<Location, String> unreadable) {

  public NamedFiles {
    metadata = Set.copyOf(metadata);
    data = List.copyOf(data);
    unreadable = Map.copyOf(unreadable);
  }
}
