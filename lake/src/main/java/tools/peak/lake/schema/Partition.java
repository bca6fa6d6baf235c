package tools.peak.lake.schema;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's rows lie in every partitioned table.
 *
 * @param stage the run's stage as it is, null where it has none
 * @param month months since January 1970 of the run's timestamp, UTC; null where it has none
 */
public record Partition(@Nullable String stage, @Nullable Integer month)
    implements Comparable<Partition> {
  private static final Comparator<Partition> ORDER =
      Comparator.comparing(Partition::stage, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Partition::month, Comparator.nullsLast(Comparator.naturalOrder()));

  /** The partition of a run. */
  public static Partition of(@Nullable String stage, @Nullable Instant timestamp) {
    return new Partition(stage, timestamp == null ? null : month(timestamp));
  }

  private static int month(Instant timestamp) {
    YearMonth month = YearMonth.from(timestamp.atOffset(ZoneOffset.UTC));
    return (month.getYear() - 1970) * 12 + month.getMonthValue() - 1;
  }

  @Override
  public int compareTo(Partition other) {
    return ORDER.compare(this, other);
  }
}
