package tools.peak.lake.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;

/**
 * Where the values of an expression lie in the rows of a file. A bound is String, Double, Boolean
 * or Instant; null where none is known.
 *
 * @param rows how many rows there are
 * @param nulls how many of them have no value; -1 where that is not known
 */
record Range(long rows, long nulls, @Nullable Object least, @Nullable Object greatest) {
  static final Range UNKNOWN = new Range(1, -1, null, null);

  /** A value that every row has. */
  static Range of(Object value) {
    return new Range(1, 0, value, value);
  }

  /** False only if no row has a value. */
  boolean hasValues() {
    return nulls != rows;
  }

  /** The days of instants. */
  Range days() {
    return new Range(rows, nulls, day(least), day(greatest));
  }

  private static @Nullable Object day(@Nullable Object bound) {
    return bound instanceof Instant time ? time.truncatedTo(ChronoUnit.DAYS) : null;
  }

  /** That many values, wherever they lie. */
  Range unbounded() {
    return new Range(rows, nulls, null, null);
  }

  /** The values of this and, where it has none, of another. */
  Range or(Range other) {
    if (!other.hasValues() || !isOfKind(other)) {
      return other.hasValues() ? UNKNOWN : this;
    }
    Object low =
        least == null || other.least == null || compare(least, other.least) <= 0
            ? least
            : other.least;
    Object high =
        greatest == null || other.greatest == null || compare(greatest, other.greatest) >= 0
            ? greatest
            : other.greatest;
    return new Range(
        rows, -1, other.least == null ? null : low, other.greatest == null ? null : high);
  }

  /** False only if no value of this one has that relation to a value of the other. */
  boolean mayCompare(Condition.Relation relation, Range other) {
    if (!hasValues() || !other.hasValues()) {
      return false;
    }
    if (!isOfKind(other)) {
      return true;
    }
    return switch (relation) {
      case EQUAL -> !isBelow(other, false) && !other.isBelow(this, false);
      case NOT_EQUAL -> !isPoint() || !other.isPoint() || !equals(least, other.least);
      case LESS -> !other.isBelow(this, true);
      case AT_MOST -> !other.isBelow(this, false);
      case GREATER -> !isBelow(other, true);
      case AT_LEAST -> !isBelow(other, false);
    };
  }

  private boolean isOfKind(Range other) {
    return Stream.of(least, greatest, other.least, other.greatest)
            .filter(Objects::nonNull)
            .map(Object::getClass)
            .distinct()
            .count()
        <= 1;
  }

  /** Whether all values are known to be less than all of the other's, or equal at most. */
  private boolean isBelow(Range other, boolean orEqual) {
    if (greatest == null || other.least == null) {
      return false;
    }
    int order = compare(greatest, other.least);
    return orEqual ? order <= 0 : order < 0;
  }

  private boolean isPoint() {
    return least != null && greatest != null && equals(least, greatest);
  }

  private static boolean equals(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && compare(one, other) == 0;
  }

  /** Texts by code point, as Parquet and the engine order them. */
  private static int compare(Object one, Object other) {
    return switch (one) {
      case String text when other instanceof String second ->
          Arrays.compareUnsigned(text.getBytes(UTF_8), second.getBytes(UTF_8));
      case Double number when other instanceof Double second -> Double.compare(number, second);
      case Boolean truth when other instanceof Boolean second -> truth.compareTo(second);
      case Instant time when other instanceof Instant second -> time.compareTo(second);
      default -> throw new IllegalArgumentException(one + " and " + other + " don't compare");
    };
  }
}
