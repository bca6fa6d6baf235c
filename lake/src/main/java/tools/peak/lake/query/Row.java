package tools.peak.lake.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.schema.Column;

/**
 * A row of an answer: the list of its values, which are those of {@link Result}, and the same by
 * the names of their columns. Unmodifiable.
 *
 * <p>Every getter throws a {@link LakeException} with {@link Code#INVALID_REQUEST} that names the
 * column when there is none of that name, or its value is no such thing. NULL is null, and an error
 * where Java has none: {@link #isNull} tells, or a value to take in its place.
 */
public final class Row extends AbstractList<@Nullable Object> implements RandomAccess {
  private final RowNames names;
  private final List<@Nullable Object> values;

  Row(RowNames names, List<@Nullable Object> values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public @Nullable Object get(int column) {
    return values.get(column);
  }

  @Override
  public int size() {
    return values.size();
  }

  /** What the row consists of. */
  public List<Column> columns() {
    return names.columns();
  }

  /** The value of a column, as it is. */
  public @Nullable Object get(String column) {
    return values.get(names.place(column));
  }

  /** Whether the row has no value there. NaN is one. */
  public boolean isNull(String column) {
    return get(column) == null;
  }

  /** A number, rounded to the nearest double. */
  public double getDouble(String column) {
    return number(column, required(column, "double")).doubleValue();
  }

  /** The same, and another where the row has none. */
  public double getDouble(String column, double ifNull) {
    return isNull(column) ? ifNull : getDouble(column);
  }

  /** A whole number; one that a long does not hold is an error. */
  public long getLong(String column) {
    Object value = required(column, "long");
    try {
      return decimal(column, value).longValueExact();
    } catch (ArithmeticException e) {
      throw isNot(column, value, "whole number of 64 bits");
    }
  }

  /** The same, and another where the row has none. */
  public long getLong(String column, long ifNull) {
    return isNull(column) ? ifNull : getLong(column);
  }

  /** A whole number; one that an int does not hold is an error. */
  public int getInt(String column) {
    long value = getLong(column);
    if (value != (int) value) {
      throw isNot(column, value, "whole number of 32 bits");
    }
    return (int) value;
  }

  /** The same, and another where the row has none. */
  public int getInt(String column, int ifNull) {
    return isNull(column) ? ifNull : getInt(column);
  }

  public boolean getBoolean(String column) {
    Object value = required(column, "boolean");
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw isNot(column, value, "truth value");
  }

  /** A number as it was written, exact; NaN and infinities are errors. */
  public @Nullable BigDecimal getBigDecimal(String column) {
    Object value = get(column);
    return value == null ? null : decimal(column, value);
  }

  /** Any value as text: of days and instants as ISO 8601 has them. */
  public @Nullable String getString(String column) {
    Object value = get(column);
    return value == null ? null : value.toString();
  }

  /** A calendar day. */
  public @Nullable LocalDate getDate(String column) {
    return of(column, LocalDate.class, "day");
  }

  public @Nullable Instant getInstant(String column) {
    return of(column, Instant.class, "instant");
  }

  public @Nullable List<?> getList(String column) {
    return of(column, List.class, "list");
  }

  /** Values by key, of a map or struct. */
  public @Nullable Map<?, ?> getMap(String column) {
    return of(column, Map.class, "map");
  }

  /**
   * The row as a record. A component takes the column of its name, be that written {@code
   * total_trades} or {@code totalTrades}; else the one whose name ends so: {@code fast} takes
   * {@code params.fast}. Columns without a component are left out. A component is a primitive, one
   * of the values of {@link Result}, an enum by its constant's name, or an {@link
   * java.util.Optional}.
   *
   * @throws LakeException if a component has no column, or a value is not of its type
   */
  public <R extends Record> R as(Class<R> type) {
    return names.record(type).of(this);
  }

  private <V> @Nullable V of(String column, Class<V> type, String what) {
    Object value = get(column);
    if (value != null && !type.isInstance(value)) {
      throw isNot(column, value, what);
    }
    return type.cast(value);
  }

  private Object required(String column, String type) {
    Object value = get(column);
    if (value == null) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "'" + column + "' is NULL in this row, which is no " + type + ": ask isNull first");
    }
    return value;
  }

  private static Number number(String column, Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw isNot(column, value, "number");
  }

  private static BigDecimal decimal(String column, Object value) {
    return switch (number(column, value)) {
      case BigDecimal exact -> exact;
      case BigInteger whole -> new BigDecimal(whole);
      case Double real when Double.isFinite(real) -> BigDecimal.valueOf(real);
      case Double real -> throw isNot(column, real, "finite number");
      case Number whole -> BigDecimal.valueOf(whole.longValue());
    };
  }

  private static LakeException isNot(String column, Object value, String what) {
    String text = value.toString();
    return new LakeException(
        Code.INVALID_REQUEST,
        String.format(
            Locale.ROOT,
            "'%s' is no %s in this row, but %s %s",
            column,
            what,
            value.getClass().getSimpleName(),
            text.length() <= 60 ? text : text.substring(0, 60) + "…"));
  }
}
