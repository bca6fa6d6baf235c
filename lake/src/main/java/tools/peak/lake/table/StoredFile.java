package tools.peak.lake.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Partition;

/**
 * A data file of a table.
 *
 * @param path absolute path
 * @param rows how many rows it holds
 * @param partition where all its rows belong; null in a table without partitions
 * @param bounds what is known of its columns, by field id
 */
public record StoredFile(
    String path, long rows, @Nullable Partition partition, Map<Integer, ColumnBounds> bounds) {
  public StoredFile {
    bounds = Map.copyOf(bounds);
  }
}
