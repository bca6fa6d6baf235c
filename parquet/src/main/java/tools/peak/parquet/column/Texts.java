package tools.peak.parquet.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable column of texts, any of which may be missing. */
public final class Texts {
  private final @Nullable String[] values;

  private Texts(@Nullable String[] values) {
    this.values = values;
  }

  /** Wraps the array without a copy: the caller gives it away. */
  public static Texts of(@Nullable String[] values) {
    return new Texts(values);
  }

  /** A column of {@code size} rows, none of which has a text. */
  public static Texts missing(int size) {
    return new Texts(new @Nullable String[size]);
  }

  public int size() {
    return values.length;
  }

  public @Nullable String get(int row) {
    return values[row];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Texts that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return size() + " texts";
  }
}
