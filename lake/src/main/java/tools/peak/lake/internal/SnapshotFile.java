package tools.peak.lake.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file of a table.
 *
 * @param path absolute path
 * @param rows how many rows it holds
 * @param partition where all its rows belong; null in a table without partitions
 * @param bounds what is known of its columns, by field id
 */
public record SnapshotFile(
    String path, long rows, @Nullable Partition partition, Map<Integer, ColumnBounds> bounds) {
  public SnapshotFile {
    bounds = Map.copyOf(bounds);
  }
}
