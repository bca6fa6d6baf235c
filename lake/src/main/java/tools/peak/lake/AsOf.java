package tools.peak.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.lake.query.filter.TimeSpan;

/** Which version of the lake answers. */
public sealed interface AsOf {
  /** How long ago it was. */
  Pattern AGO = Pattern.compile("-(\\d{1,5})(min|h|d|w|mo|y)");

  /** How the newest version is written. */
  String LATEST = "latest";

  /** The newest version. */
  record Latest() implements AsOf {}

  /** The version of that number. */
  record Version(long number) implements AsOf {}

  /** The newest version that was committed before or at that instant. */
  record Moment(Instant instant) implements AsOf {}

  /** The version that somebody gave a name. */
  record Named(String name) implements AsOf {}

  static AsOf latest() {
    return new Latest();
  }

  static AsOf version(long number) {
    return new Version(number);
  }

  /** The end of that day, UTC. */
  static AsOf endOf(LocalDate day) {
    return new Moment(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
  }

  /** Whether a text may be a version's name. */
  static boolean isName(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9._-]{0,63}") && !text.equals(LATEST);
  }

  /**
   * Reads the same, and how long ago: {@code -30min}, {@code -2h}, {@code -1d}, {@code -2w}, {@code
   * -3mo}, {@code -1y}, by the calendar in UTC.
   *
   * @throws LakeException when it is none
   */
  static AsOf parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (!ago.matches()) {
      return parse(text);
    }
    int count = Integer.parseInt(ago.group(1));
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    OffsetDateTime then =
        switch (ago.group(2)) {
          case "min" -> time.minusMinutes(count);
          case "h" -> time.minusHours(count);
          case "d" -> time.minusDays(count);
          case "w" -> time.minusWeeks(count);
          case "mo" -> time.minusMonths(count);
          default -> time.minusYears(count);
        };
    return new Moment(then.toInstant());
  }

  /**
   * Reads {@code latest}, a version's number or name, or a day, period or instant as a filter
   * writes it; a day or period means its end. Four digits are a version.
   *
   * @throws LakeException when it is none
   */
  static AsOf parse(String text) {
    if (text.equals(LATEST)) {
      return latest();
    }
    if (text.matches("\\d{1,18}")) {
      return new Version(Long.parseLong(text));
    }
    Optional<AsOf> moment =
        TimeSpan.parse(text)
            .map(time -> new Moment(time.end() == null ? time.first() : time.end().minusNanos(1)));
    return moment
        .or(() -> isName(text) ? Optional.of(new Named(text)) : Optional.empty())
        .orElseThrow(
            () ->
                LakeException.invalid(
                    "version",
                    "'%s' is no version of a lake and no date: write 17, 2026-03-01,"
                            .formatted(text)
                        + " 2026-03-01T12:00:00Z or a version's name"));
  }
}
