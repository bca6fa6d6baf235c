package tools.peak.engine.duckdb.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** What DuckDB gives, as values of plain Java. */
public final class JavaValues {
  private JavaValues() {}

  /** DuckDB has infinite days and instants, and its driver gives numbers out of range for them. */
  private static final Map<LocalDate, String> INFINITE_DAYS =
      Map.of(
          LocalDate.ofEpochDay(Integer.MAX_VALUE), "Infinity",
          LocalDate.ofEpochDay(-Integer.MAX_VALUE), "-Infinity");

  private static final Map<Instant, String> INFINITE_INSTANTS =
      Map.of(
          Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS), "Infinity",
          Instant.EPOCH.plus(-Long.MAX_VALUE, ChronoUnit.MICROS), "-Infinity");

  private static final DateTimeFormatter NANOS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:mm", "+00")
          .toFormatter(Locale.ROOT);

  private static Object instant(Instant instant) {
    String infinite = INFINITE_INSTANTS.get(instant);
    return infinite == null ? instant : infinite;
  }

  /** An instant that the driver gives as text; a text of another form stays as it is. */
  public static @Nullable Object nanos(@Nullable Object value) {
    try {
      return value instanceof String text ? OffsetDateTime.parse(text, NANOS).toInstant() : value;
    } catch (DateTimeParseException e) {
      return value;
    }
  }

  public static @Nullable Object plain(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Byte number -> (int) number;
      case Short number -> (int) number;
      case Integer number -> number;
      case Long number -> number;
      case Float number -> Double.valueOf(number.toString());
      case Double number -> number;
      case BigDecimal number -> number;
      case BigInteger number ->
          number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      case LocalDate day -> INFINITE_DAYS.containsKey(day) ? INFINITE_DAYS.get(day) : day;
      case LocalTime time -> time;
      case OffsetDateTime time -> instant(time.toInstant());
      case LocalDateTime time -> instant(time.toInstant(ZoneOffset.UTC));
      case Timestamp time -> instant(time.toLocalDateTime().toInstant(ZoneOffset.UTC));
      case DuckDBStruct struct -> struct(struct.getMap());
      case Struct struct -> list(struct.getAttributes());
      case Array array -> list((Object[]) array.getArray());
      case Map<?, ?> map -> map(map);
      case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
      default -> value.toString();
    };
  }

  private static Map<String, @Nullable Object> struct(Map<String, Object> fields)
      throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      plain.put(field.getKey(), plain(field.getValue()));
    }
    return plain;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
    }
    return plain;
  }

  private static List<@Nullable Object> list(Object[] elements) throws SQLException {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object element : elements) {
      plain.add(plain(element));
    }
    return plain;
  }

  /** A parameter's struct of type, value and number as what it was in JSON. */
  public static @Nullable Object typed(@Nullable Object struct) throws SQLException {
    if (!(struct instanceof DuckDBStruct value)) {
      return null;
    }
    Map<String, Object> fields = value.getMap();
    return typed(fields.get("type"), fields.get("value"), fields.get("number"));
  }

  private static @Nullable Object typed(
      @Nullable Object type, @Nullable Object value, @Nullable Object number) {
    if (value instanceof String text && "bool".equals(type)) {
      return Boolean.valueOf(text);
    }
    if (!(number instanceof Double real) || "string".equals(type)) {
      return value;
    }
    if (value instanceof String text && text.matches("-?\\d+")) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
    return real;
  }

  /** A map of such structs. */
  public static @Nullable Object typedMap(@Nullable Object map) throws SQLException {
    if (!(map instanceof Map<?, ?> entries)) {
      return null;
    }
    Map<String, @Nullable Object> typed = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      typed.put(String.valueOf(entry.getKey()), typed(entry.getValue()));
    }
    return typed;
  }
}
