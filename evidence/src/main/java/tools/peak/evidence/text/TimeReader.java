package tools.peak.evidence.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Times;

/**
 * Reads the times of one column, one after the other, as anybody's tools write them: ISO 8601 with
 * or without its dashes and colons, an offset or a zone behind it, RFC 1123, dates with slashes,
 * numbers since 1970 in any unit.
 *
 * <p>It remembers the time before: a local hour that comes twice when clocks are set back is the
 * second one where the first would go back in time. Not thread-safe.
 */
public final class TimeReader {
  /** How a time is best written, for messages. */
  public static final String WRITE = "write 2024-01-31T09:30:00Z";

  private static final TimeReading MISSING = new TimeReading.Missing();
  private static final Set<String> NOTHING = Set.of("", "nat", "none", "nan", "<na>", "null");

  private static final int DAY_LENGTH = "2024-01-31".length();

  /** A longer text is no time that anybody wrote. */
  private static final int MAX_LENGTH = 100;

  /** Twelve digits that are a day and a time. */
  private static final long FIRST_MINUTE_OF_DIGITS = 1000_01_01_00_00L;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})(?:([-/.])(\\d{1,2})\\2(\\d{1,2})|(\\d\\d)(\\d\\d))(?!\\d)");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?!\\d)");
  private static final Pattern MONTH_NAMED =
      Pattern.compile("(?:[A-Za-z]{3,9},? *)?(\\d{1,2})[ -]([A-Za-z]{3})[ -](\\d{4})(?!\\d)");
  private static final Pattern MONTH_ALONE = Pattern.compile("\\d{4}[-/]\\d{1,2}");
  private static final Pattern ALL_DIGITS = Pattern.compile("\\d{8}(?:\\d{4}|\\d{6})");
  private static final String FRACTION = "(?:[.,](\\d{1,12}))?";
  private static final Pattern TIME =
      Pattern.compile(
          "(?:[Tt]|\\s+)(\\d{1,2})(?::(\\d\\d)(?::(\\d\\d)"
              + FRACTION
              + ")?|(\\d\\d)(?:(\\d\\d)"
              + FRACTION
              + ")?)?(?!\\d)");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private long before = Long.MIN_VALUE;

  /** Reads a text. */
  public TimeReading read(String text) {
    TimeReading reading = text(text.strip());
    if (reading instanceof TimeReading.At at) {
      before = at.micros();
    }
    return reading;
  }

  /** Reads a number, whose unit its size tells, or its digits. */
  public TimeReading read(long number) {
    TimeReading reading = EpochNumbers.of(number);
    return reading instanceof TimeReading.NoTime && number >= FIRST_MINUTE_OF_DIGITS
        ? number(Long.toString(number))
        : reading;
  }

  /** Reads a number, whose unit its size tells. */
  public TimeReading read(double number) {
    return EpochNumbers.of(number);
  }

  private TimeReading text(String text) {
    if (text.length() > MAX_LENGTH) {
      return noTime();
    }
    long plain = TimeText.micros(text);
    if (plain != TimeText.INVALID) {
      return plain == Times.MISSING ? MISSING : plain(text, plain);
    }
    if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
      return MISSING;
    }
    if (NUMBER.matcher(text).matches()) {
      return number(text);
    }
    if (MONTH_ALONE.matcher(text).matches()) {
      return new TimeReading.NoTime(
          TimeReading.Kind.UNREADABLE, "is a month, not a day; write 2024-01-31");
    }
    Matcher date = YEAR_FIRST.matcher(text);
    if (date.lookingAt()) {
      int group = date.group(2) == null ? 5 : 3;
      return from(
          Calendar.day(number(date, 1), number(date, group), number(date, group + 1)),
          text.substring(date.end()));
    }
    date = YEAR_LAST.matcher(text);
    if (date.lookingAt()) {
      return yearLast(number(date, 1), number(date, 3), number(date, 4), text, date.end());
    }
    date = MONTH_NAMED.matcher(text);
    if (date.lookingAt()) {
      int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
      return from(
          Calendar.day(number(date, 3), month, number(date, 1)), text.substring(date.end()));
    }
    return noTime();
  }

  /** Of a text that begins with the ten characters of a day, and is what nearly all files have. */
  private static TimeReading plain(String text, long micros) {
    LocalDate day =
        LocalDate.of(
            Integer.parseInt(text, 0, 4, 10),
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 8, DAY_LENGTH, 10));
    if (text.length() == DAY_LENGTH) {
      return new TimeReading.At(micros, day, TimeForm.DAY);
    }
    boolean isZoned =
        Character.toUpperCase(text.charAt(text.length() - 1)) == 'Z'
            || text.indexOf('+', DAY_LENGTH) > 0
            || text.indexOf('-', DAY_LENGTH) > 0;
    return new TimeReading.At(micros, day, isZoned ? TimeForm.ZONED : TimeForm.LOCAL);
  }

  private TimeReading number(String text) {
    if (ALL_DIGITS.matcher(text).matches()
        && text(text.substring(0, 8) + "T" + text.substring(8)) instanceof TimeReading.At at) {
      return at;
    }
    return EpochNumbers.of(new BigDecimal(text));
  }

  /** Day or month first: only one of them may be a month, or both are the same. */
  private TimeReading yearLast(int first, int second, int year, String text, int end) {
    LocalDate dayFirst = Calendar.day(year, second, first);
    LocalDate monthFirst = Calendar.day(year, first, second);
    if (dayFirst != null && monthFirst != null && !dayFirst.equals(monthFirst)) {
      return new TimeReading.NoTime(
          TimeReading.Kind.AMBIGUOUS, "could be " + dayFirst + " or " + monthFirst);
    }
    return from(dayFirst == null ? monthFirst : dayFirst, text.substring(end));
  }

  private TimeReading from(@Nullable LocalDate day, String rest) {
    if (day == null) {
      return new TimeReading.NoTime(
          TimeReading.Kind.UNREADABLE, "is no day of the calendar; " + WRITE);
    }
    Matcher time = TIME.matcher(rest);
    if (!time.lookingAt()) {
      return rest.isBlank()
          ? at(day.atStartOfDay(), day, ZoneOffset.UTC, TimeForm.DAY)
          : zoned(day.atStartOfDay(), day, rest.strip());
    }
    int group = time.group(2) == null ? 5 : 2;
    LocalDateTime local =
        time(
            day,
            number(time, 1),
            number(time, group),
            number(time, group + 1),
            time.group(group + 2));
    if (local == null) {
      return new TimeReading.NoTime(TimeReading.Kind.UNREADABLE, "is no time of a day; " + WRITE);
    }
    String zone = rest.substring(time.end()).strip();
    return zone.isEmpty()
        ? at(local, day, ZoneOffset.UTC, TimeForm.LOCAL)
        : zoned(local, day, zone);
  }

  private TimeReading zoned(LocalDateTime local, LocalDate day, String text) {
    ZoneId zone = ZoneText.parse(text);
    return zone == null
        ? new TimeReading.NoTime(
            TimeReading.Kind.UNREADABLE,
            "has no offset or zone known behind it (" + text + "); " + WRITE)
        : at(local, day, zone, TimeForm.ZONED);
  }

  /** Midnight may be 24:00, and a minute's last second 60. */
  private static @Nullable LocalDateTime time(
      LocalDate day, int hour, int minute, int second, @Nullable String fraction) {
    if (hour == 24 && minute == 0 && second == 0 && (fraction == null || isZero(fraction))) {
      return day.plusDays(1).atStartOfDay();
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return null;
    }
    int nanos = 0;
    if (fraction != null) {
      nanos = Integer.parseInt((fraction + "00000000").substring(0, 9));
    }
    return day.atTime(LocalTime.of(hour, minute, 0, nanos)).plusSeconds(second);
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  private TimeReading at(LocalDateTime local, LocalDate day, ZoneId zone, TimeForm form) {
    try {
      long micros = micros(local, zone.getRules().getOffset(local));
      if (!(zone instanceof ZoneOffset) && micros <= before) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        long later = micros(local, offsets.isEmpty() ? ZoneOffset.UTC : offsets.getLast());
        micros = offsets.size() == 2 && later >= before ? later : micros;
      }
      return new TimeReading.At(micros, day, form);
    } catch (DateTimeException | ArithmeticException _) {
      return noTime();
    }
  }

  private static long micros(LocalDateTime local, ZoneOffset offset) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(offset));
  }

  private static TimeReading noTime() {
    return new TimeReading.NoTime(TimeReading.Kind.UNREADABLE, "is no time; " + WRITE);
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
