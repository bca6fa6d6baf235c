package tools.peak.lake.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How old a run has to be, by the calendar in UTC.
 *
 * @param text as it is written: {@code 30d}, {@code 2w}, {@code 3mo}, {@code 1y}
 */
public record Age(String text, Period period) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(d|w|mo|y)");

  /** Empty for what is no age. */
  public static Optional<Age> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    int count = Integer.parseInt(written.group(1));
    Period period =
        switch (written.group(2)) {
          case "d" -> Period.ofDays(count);
          case "w" -> Period.ofWeeks(count);
          case "mo" -> Period.ofMonths(count);
          default -> Period.ofYears(count);
        };
    return Optional.of(new Age(text, period));
  }

  /** What came before this is older than the age. */
  public Instant before(Instant now) {
    return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
  }
}
