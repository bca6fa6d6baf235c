package tools.peak.parquet;

import org.jspecify.annotations.Nullable;

/** A column that has no value at any row, whatever its type. Every column of an empty table is. */
public record AllMissing(String name, int size) implements ParquetColumn {

  @Override
  public boolean isMissing(int row) {
    return true;
  }

  @Override
  public @Nullable String text(int row) {
    return null;
  }
}
