package tools.peak.lake.query.filter;

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
 * What the {@code ?} of a condition stand for, in order: texts, numbers, booleans, days and
 * instants. A collection stands behind {@code in}. A value is never read as part of the language.
 */
public record BoundValues(List<@Nullable Object> values) {
  /** None at all. */
  public static final BoundValues NONE = new BoundValues(List.of());

  public BoundValues {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * These values.
   *
   * @throws LakeException if one of them is nothing that a condition compares with
   */
  public static BoundValues of(@Nullable Object... values) {
    List<@Nullable Object> bound = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Collection<?> many) {
        bound.add(many.stream().map(BoundValues::plain).toList());
      } else {
        bound.add(plain(value));
      }
    }
    return new BoundValues(bound);
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> throw invalid("nothing compares with null: write 'is null'");
      case Float number -> plain(Double.valueOf(number.toString()));
      case Double number when number.isNaN() ->
          throw invalid("nothing compares with NaN: write 'is nan'");
      case String _, Boolean _, Double _, BigDecimal _ -> value;
      case Byte _, Short _, Integer _, Long _ -> BigDecimal.valueOf(((Number) value).longValue());
      case BigInteger number -> new BigDecimal(number);
      case LocalDate day -> day.toString();
      case Instant time -> time.toString();
      case OffsetDateTime time -> time.toInstant().toString();
      case ZonedDateTime time -> time.toInstant().toString();
      case Enum<?> constant -> constant.name();
      default ->
          throw invalid(
              "a condition compares with texts, numbers, booleans, days and instants, not with "
                  + value.getClass().getName());
    };
  }

  private static LakeException invalid(String message) {
    return new LakeException(Code.INVALID_REQUEST, message);
  }

  /** The value of a place, as if it stood there. */
  Syntax at(int place, FilterText source, int offset) {
    Object value = value(place, source, offset);
    if (value instanceof List<?>) {
      throw source.error(offset, "a collection stands for the values of 'in ?'");
    }
    return syntax(value, offset);
  }

  /** The values of a place behind {@code in}. */
  List<Syntax> manyAt(int place, FilterText source, int offset) {
    Object value = value(place, source, offset);
    return (value instanceof List<?> many ? many : List.of(value))
        .stream().map(one -> syntax(one, offset)).toList();
  }

  private Object value(int place, FilterText source, int offset) {
    Object value = place < values.size() ? values.get(place) : null;
    if (value == null) {
      throw source.error(
          offset,
          values.isEmpty()
              ? "unexpected '?'"
              : "no value is given for this '?', only for the " + values.size() + " before");
    }
    return value;
  }

  private static Syntax syntax(Object value, int at) {
    return switch (value) {
      case Boolean truth -> new Syntax.Truth(truth, at);
      case Double number -> new Syntax.Numeral(number, 0, at);
      case BigDecimal number -> Syntax.Numeral.of(number.toString(), at);
      default -> new Syntax.Text(value.toString(), at);
    };
  }
}
