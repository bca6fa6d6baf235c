package tools.peak.parquet.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable column of instants: microseconds since 1970-01-01T00:00:00Z. */
public final class Times {
  /** What {@link #get} gives where there is no time (numpy's NaT). */
  public static final long MISSING = Long.MIN_VALUE;

  private final long[] micros;

  private Times(long[] micros) {
    this.micros = micros;
  }

  /** Wraps the array without a copy: the caller gives it away. */
  public static Times ofMicros(long[] micros) {
    return new Times(micros);
  }

  /** A column of {@code size} rows, none of which has a time. */
  public static Times missing(int size) {
    long[] micros = new long[size];
    Arrays.fill(micros, MISSING);
    return new Times(micros);
  }

  public int size() {
    return micros.length;
  }

  /** Microseconds since the epoch, UTC, or {@link #MISSING}. */
  public long get(int row) {
    return micros[row];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Times that && Arrays.equals(micros, that.micros);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(micros);
  }

  @Override
  public String toString() {
    return size() + " times";
  }
}
