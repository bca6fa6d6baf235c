package tools.peak.parquet;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Texts;

/**
 * A column of lengths of time, as text: whole numbers, each with its unit, such as {@code 1500 ms}.
 *
 * @param values the column's texts, shared and not copied
 */
public record Lengths(String name, Texts values) implements ParquetColumn {

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean isMissing(int row) {
    return values.get(row) == null;
  }

  @Override
  public @Nullable String text(int row) {
    return values.get(row);
  }
}
