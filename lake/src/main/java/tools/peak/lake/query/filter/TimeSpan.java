package tools.peak.lake.query.filter;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;

/**
 * A stretch of time, UTC.
 *
 * @param first its first instant
 * @param end the first instant behind it; null when it is the one instant {@code first}
 */
public record TimeSpan(Instant first, @Nullable Instant end) {
  private static final Pattern PERIOD =
      Pattern.compile("(\\d{4})(?:-?[Qq]([1-4])|-[Ww](\\d\\d)|-(\\d\\d)(?:-(\\d\\d))?)?");

  /** How a period is written, for messages. */
  static final String FORMS =
      "write 2024-10-01, 2024-10, 2024-Q4, 2024-W40, 2024 or 2024-10-01T12:30:00Z";

  static TimeSpan at(Instant instant) {
    return new TimeSpan(instant.truncatedTo(ChronoUnit.MICROS), null);
  }

  static TimeSpan days(LocalDate first, LocalDate end) {
    return new TimeSpan(midnight(first), midnight(end));
  }

  /**
   * Reads a day, week, month, quarter, year, or what else is a day or an instant in a run's files;
   * empty when it is none. A number since 1970 is none: its size would have to be guessed.
   */
  public static Optional<TimeSpan> parse(String text) {
    try {
      Matcher period = PERIOD.matcher(text);
      if (period.matches()) {
        return Optional.of(period(period));
      }
      return new TimeReader().read(text) instanceof TimeReading.At at && !at.form().isEpoch()
          ? Optional.of(span(at))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static TimeSpan span(TimeReading.At at) {
    return switch (at.form()) {
      case DAY, DIGITS -> days(at.day(), at.day().plusDays(1));
      case LOCAL, ZONED, SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS ->
          at(Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS));
    };
  }

  private static TimeSpan period(Matcher parts) {
    int year = Integer.parseInt(parts.group(1));
    LocalDate first = LocalDate.of(year, 1, 1);
    if (parts.group(2) != null) {
      LocalDate quarter = first.plusMonths(3L * (Integer.parseInt(parts.group(2)) - 1));
      return days(quarter, quarter.plusMonths(3));
    }
    if (parts.group(3) != null) {
      return week(year, Integer.parseInt(parts.group(3)));
    }
    if (parts.group(4) == null) {
      return days(first, first.plusYears(1));
    }
    int month = Integer.parseInt(parts.group(4));
    if (parts.group(5) == null) {
      LocalDate start = LocalDate.of(year, month, 1);
      return days(start, start.plusMonths(1));
    }
    LocalDate day = LocalDate.of(year, month, Integer.parseInt(parts.group(5)));
    return days(day, day.plusDays(1));
  }

  private static TimeSpan week(int year, int week) {
    LocalDate inFirst = LocalDate.of(year, 1, 4);
    if (week < 1 || week > IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(inFirst).getMaximum()) {
      throw new DateTimeException("no such week");
    }
    LocalDate monday = inFirst.with(DayOfWeek.MONDAY).plusWeeks(week - 1L);
    return days(monday, monday.plusWeeks(1));
  }

  /** The same stretch earlier or later. */
  TimeSpan plus(Duration duration, int sign) {
    return new TimeSpan(
        duration.addTo(first, sign), end == null ? null : duration.addTo(end, sign));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A length of time as the language writes it: {@code 7d}. */
  record Duration(Period period, java.time.Duration time) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h|d|w|mo|q|y)");
    static final String UNITS = "s, m, h, d, w, mo, q, y";

    static Optional<Duration> parse(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      int count = Integer.parseInt(parts.group(1));
      return Optional.of(
          switch (parts.group(2)) {
            case "s" -> new Duration(Period.ZERO, java.time.Duration.ofSeconds(count));
            case "m" -> new Duration(Period.ZERO, java.time.Duration.ofMinutes(count));
            case "h" -> new Duration(Period.ZERO, java.time.Duration.ofHours(count));
            case "d" -> new Duration(Period.ofDays(count), java.time.Duration.ZERO);
            case "w" -> new Duration(Period.ofWeeks(count), java.time.Duration.ZERO);
            case "mo" -> new Duration(Period.ofMonths(count), java.time.Duration.ZERO);
            case "q" -> new Duration(Period.ofMonths(3 * count), java.time.Duration.ZERO);
            default -> new Duration(Period.ofYears(count), java.time.Duration.ZERO);
          });
    }

    private Instant addTo(Instant instant, int sign) {
      return instant
          .atZone(ZoneOffset.UTC)
          .plus(sign < 0 ? period.negated() : period)
          .plus(sign < 0 ? time.negated() : time)
          .toInstant();
    }
  }
}
