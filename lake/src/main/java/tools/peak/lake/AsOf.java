package tools.peak.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.peak.lake.query.filter.TimeSpan;

/** Which version of the lake answers. */
public sealed interface AsOf {
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
