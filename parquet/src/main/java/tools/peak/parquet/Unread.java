package tools.peak.parquet;

import org.jspecify.annotations.Nullable;

/**
 * A column that can't be read, in a table whose other columns can.
 *
 * @param why what is wrong with it, in words that go on behind its name
 */
public record Unread(String name, int size, String why) implements ParquetColumn {

  @Override
  public boolean isMissing(int row) {
    return true;
  }

  @Override
  public @Nullable String text(int row) {
    return null;
  }
}
