package tools.peak.parquet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flat Parquet table in memory.
 *
 * @param rows how many rows every column has
 * @param columns in the file's order
 */
public record ParquetTable(int rows, List<ParquetColumn> columns) {

  public ParquetTable {
    columns = List.copyOf(columns);
    for (ParquetColumn column : columns) {
      if (column.size() != rows) {
        throw new IllegalArgumentException(
            column.name() + " has " + column.size() + " rows of " + rows);
      }
    }
  }

  /** The first column of that name, null where there is none. */
  public @Nullable ParquetColumn column(String name) {
    for (ParquetColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
