package tools.peak.lake;

import java.time.Instant;
import java.util.Map;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/**
 * A version of the lake: all tables' pointers of one moment.
 *
 * @param number counts from 1
 * @param committedAt when it was committed
 * @param operation what was done, such as {@code ingest}
 * @param tables where each table stands
 */
public record LakeVersion(
    long number, Instant committedAt, String operation, Map<LakeTable, TablePointer> tables) {

  public LakeVersion {
    tables = Map.copyOf(tables);
  }

  /** Where a table stands; a version has all tables that were known when it was made. */
  public TablePointer pointer(LakeTable table) {
    TablePointer pointer = tables.get(table);
    if (pointer == null) {
      throw new IllegalStateException("version " + number + " has no table " + table.tableName());
    }
    return pointer;
  }
}
