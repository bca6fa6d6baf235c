package tools.peak.lake.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/**
 * A data file that was written and synced, and that no table names yet.
 *
 * @param table the table it is for
 * @param partition the partition of all its rows; null in a table without partitions
 * @param path absolute path
 * @param rows how many rows it holds
 * @param bytes its length
 * @param sha256 of its bytes, in hexadecimal; null for who doesn't know
 * @param columns what is known of its columns, by field id
 */
public record NewFile(
    LakeTable table,
    @Nullable Partition partition,
    String path,
    long rows,
    long bytes,
    @Nullable String sha256,
    Map<Integer, Bounds> columns) {

  /**
   * What a column of a file holds.
   *
   * @param nulls how many of the rows have no value
   * @param nans how many are NaN
   * @param min the least value in the file's own notation, null where none is known
   * @param max the greatest, likewise
   */
  public record Bounds(long nulls, long nans, @Nullable String min, @Nullable String max) {}

  public NewFile {
    columns = Map.copyOf(columns);
  }
}
