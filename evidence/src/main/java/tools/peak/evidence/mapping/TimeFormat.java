package tools.peak.evidence.mapping;

import static java.time.temporal.ChronoField.AMPM_OF_DAY;
import static java.time.temporal.ChronoField.CLOCK_HOUR_OF_AMPM;
import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.DAY_OF_WEEK;
import static java.time.temporal.ChronoField.DAY_OF_YEAR;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.TimeForm;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;

/**
 * How the times of a column are written: by Python's {@code strptime} directives, or as numbers of
 * a unit since 1970, or as days of a spreadsheet. Times without a zone are of the zone given.
 */
final class TimeFormat {
  private static final Map<String, Long> UNITS_A_SECOND =
      Map.of("s", 1L, "ms", 1_000L, "us", 1_000_000L, "ns", 1_000_000_000L);
  private static final String SHEET = "excel";
  private static final LocalDate SHEET_EPOCH = LocalDate.of(1899, 12, 30);
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final BigDecimal MICROS = BigDecimal.valueOf(MICROS_A_SECOND);
  private static final String NUMERIC = "YymdHIMSj";

  private final String text;
  private final ZoneId zone;
  private final @Nullable DateTimeFormatter formatter;

  /** The format's text where it is none: times are read as anywhere, in the zone given. */
  private static final String ANY = "";

  private TimeFormat(String text, ZoneId zone, @Nullable DateTimeFormatter formatter) {
    this.text = text;
    this.zone = zone;
    this.formatter = formatter;
  }

  /**
   * Reads a format.
   *
   * @param text {@code %Y-%m-%d %H:%M:%S} and the like, {@code s}, {@code ms}, {@code us}, {@code
   *     ns} or {@code excel}; null if only the zone is known
   * @throws IllegalArgumentException if it is none, saying why
   */
  static TimeFormat of(@Nullable String text, ZoneId zone) {
    if (text == null) {
      return new TimeFormat(ANY, zone, null);
    }
    if (UNITS_A_SECOND.containsKey(text) || text.equals(SHEET)) {
      return new TimeFormat(text, zone, null);
    }
    if (text.indexOf('%') < 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no format of times: write strptime's, such as %d.%m.%Y %H:%M, or s,"
              + " ms, us, ns, excel");
    }
    return new TimeFormat(text, zone, formatter(text));
  }

  private static DateTimeFormatter formatter(String text) {
    String plain = text.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d").replace("%R", "%H:%M");
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    int at = 0;
    while (at < plain.length()) {
      if (plain.charAt(at) != '%') {
        builder.appendLiteral(plain.charAt(at));
        at++;
        continue;
      }
      if (at + 1 == plain.length()) {
        throw new IllegalArgumentException("'" + text + "' ends within a directive");
      }
      boolean isFixed = isDigits(plain, at + 2) || (at >= 2 && isDigits(plain, at - 2));
      append(plain.charAt(at + 1), isFixed, builder, text);
      at += 2;
    }
    return builder.toFormatter(Locale.ENGLISH);
  }

  /** Whether a directive of digits begins there: then its neighbour has all of its own. */
  private static boolean isDigits(String text, int at) {
    return at + 1 < text.length()
        && text.charAt(at) == '%'
        && NUMERIC.indexOf(text.charAt(at + 1)) >= 0;
  }

  private static void append(
      char directive, boolean isFixed, DateTimeFormatterBuilder builder, String text) {
    var _ =
        switch (directive) {
          case 'Y' -> builder.appendValue(YEAR, 4);
          case 'y' -> builder.appendValueReduced(YEAR, 2, 2, LocalDate.of(1969, 1, 1));
          case 'm' -> number(MONTH_OF_YEAR, 2, isFixed, builder);
          case 'd' -> number(DAY_OF_MONTH, 2, isFixed, builder);
          case 'H' -> number(HOUR_OF_DAY, 2, isFixed, builder);
          case 'I' -> number(CLOCK_HOUR_OF_AMPM, 2, isFixed, builder);
          case 'M' -> number(MINUTE_OF_HOUR, 2, isFixed, builder);
          case 'S' -> number(SECOND_OF_MINUTE, 2, isFixed, builder);
          case 'j' -> number(DAY_OF_YEAR, 3, isFixed, builder);
          case 'f' -> builder.appendFraction(NANO_OF_SECOND, 1, 9, false);
          case 'p' -> builder.appendText(AMPM_OF_DAY, TextStyle.SHORT);
          case 'b' -> builder.appendText(MONTH_OF_YEAR, TextStyle.SHORT);
          case 'B' -> builder.appendText(MONTH_OF_YEAR, TextStyle.FULL);
          case 'a' -> builder.appendText(DAY_OF_WEEK, TextStyle.SHORT);
          case 'A' -> builder.appendText(DAY_OF_WEEK, TextStyle.FULL);
          case 'z' -> builder.appendPattern("[XXXXX][XXXX][X]");
          case 'Z' -> builder.appendZoneRegionId();
          case '%' -> builder.appendLiteral('%');
          default ->
              throw new IllegalArgumentException(
                  "'" + text + "' has a directive %" + directive + " that is not read");
        };
  }

  private static DateTimeFormatterBuilder number(
      ChronoField field, int width, boolean isFixed, DateTimeFormatterBuilder builder) {
    return isFixed
        ? builder.appendValue(field, width)
        : builder.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
  }

  /** Microseconds since the epoch, or null if the text is not of this format. */
  @Nullable Long micros(String time) {
    try {
      return formatter != null
          ? ofText(time.strip(), formatter)
          : text.equals(ANY) ? ofAny(time.strip()) : ofNumber(time.strip());
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  private @Nullable Long ofAny(String time) {
    if (!(new TimeReader().read(time) instanceof TimeReading.At(long micros, _, TimeForm form))) {
      return null;
    }
    boolean isLocal = form == TimeForm.LOCAL || form == TimeForm.DAY || form == TimeForm.DIGITS;
    return isLocal
        ? (Long)
            micros(
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_A_SECOND), 0, ZoneOffset.UTC)
                    .plusNanos(Math.floorMod(micros, MICROS_A_SECOND) * 1_000)
                    .atZone(zone)
                    .toInstant())
        : (Long) micros;
  }

  private @Nullable Long ofNumber(String number) {
    if (number.length() > 40) {
      return null;
    }
    Long unitsASecond = UNITS_A_SECOND.get(text);
    BigDecimal value = new BigDecimal(number);
    if (unitsASecond != null) {
      return value
          .multiply(MICROS)
          .divide(BigDecimal.valueOf(unitsASecond), 0, RoundingMode.FLOOR)
          .longValueExact();
    }
    long seconds =
        value
            .multiply(BigDecimal.valueOf(86_400))
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return micros(SHEET_EPOCH.atStartOfDay().plusSeconds(seconds).atZone(zone).toInstant());
  }

  private Long ofText(String time, DateTimeFormatter formatter) {
    TemporalAccessor parsed = formatter.parse(time);
    LocalDate day = parsed.query(TemporalQueries.localDate());
    if (day == null) {
      throw new DateTimeException("no day");
    }
    LocalTime clock = parsed.query(TemporalQueries.localTime());
    ZoneId own = parsed.query(TemporalQueries.zone());
    return micros(
        day.atTime(clock == null ? LocalTime.MIDNIGHT : clock)
            .atZone(own == null ? zone : own)
            .toInstant());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** The time as ISO 8601 has it, for what is kept as text. */
  static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
