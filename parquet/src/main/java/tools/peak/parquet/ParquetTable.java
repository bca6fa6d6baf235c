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

  /**
   * Decodes a whole file. Who reads many keeps a {@link ParquetReader} per thread instead.
   *
   * @param bytes the file's content
   * @param length how many of the bytes are the file
   * @throws ParquetException for every file that can't be read, or only beyond the limits
   */
  public static ParquetTable read(byte[] bytes, int length, ParquetLimits limits)
      throws ParquetException {
    return new ParquetReader(limits).read(bytes, length);
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
