package tools.peak.lake.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Partition;
import tools.peak.storage.Location;

/**
 * A data file that a table names.
 *
 * @param partition where all its rows belong; null in a table without partitions, and where another
 *     program wrote rows that may belong anywhere
 * @param rows how many rows it holds
 * @param bytes its length
 * @param bounds what is known of its columns, by field id
 */
public record StoredFile(
    Location location,
    @Nullable Partition partition,
    long rows,
    long bytes,
    Map<Integer, ColumnBounds> bounds) {
  public StoredFile {
    bounds = Map.copyOf(bounds);
  }

  /** The absolute path. */
  public String path() {
    return location.toString();
  }
}
