package tools.peak.lake.query.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * What the {@code ?} of a statement of SQL stand for, in order: String, Boolean, Double,
 * BigDecimal, LocalDate, Instant, null, and lists of these. A value is never read as SQL.
 */
public record SqlValues(List<@Nullable Object> list) {
  /** None at all. */
  public static final SqlValues NONE = new SqlValues(List.of());

  public SqlValues {
    list = Collections.unmodifiableList(new ArrayList<>(list));
  }

  /**
   * These values, which a caller may have as any of Java's numbers and times.
   *
   * @throws LakeException if one of them is nothing that SQL knows
   */
  public static SqlValues of(@Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Collection<?> many) {
        List<@Nullable Object> some = new ArrayList<>();
        many.forEach(one -> some.add(plain(one)));
        all.add(Collections.unmodifiableList(some));
      } else {
        all.add(plain(value));
      }
    }
    return new SqlValues(all);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String _, Boolean _, Double _, BigDecimal _, LocalDate _, Instant _ -> value;
      case Float number -> Double.valueOf(number.toString());
      case Byte _, Short _, Integer _, Long _ -> BigDecimal.valueOf(((Number) value).longValue());
      case BigInteger number -> new BigDecimal(number);
      case OffsetDateTime time -> time.toInstant();
      case ZonedDateTime time -> time.toInstant();
      case Enum<?> constant -> constant.name();
      default ->
          throw new LakeException(
              Code.INVALID_REQUEST,
              "a statement takes texts, numbers, booleans, days and instants for its '?', not "
                  + value.getClass().getName());
    };
  }
}
