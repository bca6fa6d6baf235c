package tools.peak.parquet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Times;

/**
 * A column of timestamps or dates. A time without a zone is UTC by convention; a date is its
 * midnight. Nanoseconds are rounded down to microseconds.
 *
 * @param values the column's times, shared and not copied
 */
public record Instants(String name, Times values) implements ParquetColumn {

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean isMissing(int row) {
    return values.get(row) == Times.MISSING;
  }

  /** Microseconds since the epoch, UTC, or {@link Times#MISSING}. */
  public long get(int row) {
    return values.get(row);
  }

  @Override
  public @Nullable String text(int row) {
    return isMissing(row) ? null : Instant.EPOCH.plus(get(row), ChronoUnit.MICROS).toString();
  }
}
