package tools.peak.parquet;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Texts;

/**
 * A column of texts. Bytes that no annotation calls text are their UTF-8 reading, or {@code 0x} and
 * hexadecimal digits where they are none; a UUID and a time of day are written as ISO does.
 *
 * @param values the column's texts, shared and not copied
 */
public record Strings(String name, Texts values) implements ParquetColumn {

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean isMissing(int row) {
    return values.get(row) == null;
  }

  /** The text, or null where it is missing. */
  public @Nullable String get(int row) {
    return values.get(row);
  }

  @Override
  public @Nullable String text(int row) {
    return values.get(row);
  }
}
