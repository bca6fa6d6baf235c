package tools.peak.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.peak.lake.query.filter.TimeSpan;

/** Which version of the lake answers. */
public sealed interface AsOf {
  /** The newest version. */
  record Latest() implements AsOf {}

  /** The version of that number. */
  record Version(long number) implements AsOf {}

  /** The newest version that was committed before or at that instant. */
  record Moment(Instant instant) implements AsOf {}

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

  /**
   * Reads a version's number, or a day, period or instant as a filter writes it; a day or period
   * means its end. Four digits are a version.
   *
   * @throws LakeException when it is none
   */
  static AsOf parse(String text) {
    if (text.matches("\\d{1,18}")) {
      return new Version(Long.parseLong(text));
    }
    Optional<TimeSpan> span = TimeSpan.parse(text);
    return span.map(
            time -> new Moment(time.end() == null ? time.first() : time.end().minusNanos(1)))
        .orElseThrow(
            () ->
                new LakeException(
                    LakeException.Code.INVALID_REQUEST,
                    "'%s' is no version of a lake and no date: write 17, 2026-03-01 or"
                            .formatted(text)
                        + " 2026-03-01T12:00:00Z"));
  }
}
