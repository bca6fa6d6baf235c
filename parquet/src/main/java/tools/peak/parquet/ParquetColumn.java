package tools.peak.parquet;

import org.jspecify.annotations.Nullable;

/** One column of a {@link ParquetTable}: its values in the file's order, any of them missing. */
public sealed interface ParquetColumn
    permits Numbers, Integers, Booleans, Instants, Strings, Lengths, AllMissing, Unread {

  /** The column's name as the file spells it. */
  String name();

  /** How many rows the column has. */
  int size();

  /** Whether the file has no value (a null) at that row. */
  boolean isMissing(int row);

  /**
   * The value as text: integers in full, doubles as {@link Double#toString(double)} (a decimal as
   * its nearest double), times as ISO 8601 with {@code Z}. Null where the value is missing.
   */
  @Nullable String text(int row);
}
