package tools.peak.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result on its way out, row by row, in bounded memory. */
public sealed interface RowWriter permits CsvRows, JsonRows, MeasuredRows, NdjsonRows {
  /** Writes a row: one value a column. */
  void row(List<? extends @Nullable Object> values);

  /** Says something of the result as a whole, before its end. Formats of rows alone can't. */
  default void also(String key, Object value) {}

  /**
   * Ends the result.
   *
   * @param truncated whether there was more than was asked for
   * @param next where the next page begins; empty where there is none
   */
  void end(boolean truncated, String next);
}
