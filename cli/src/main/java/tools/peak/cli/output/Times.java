package tools.peak.cli.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants of one column, in UTC, no finer than they are. */
enum Times {
  MINUTES("uuuu-MM-dd HH:mm'Z'"),
  SECONDS("uuuu-MM-dd HH:mm:ss'Z'"),
  MILLISECONDS("uuuu-MM-dd HH:mm:ss.SSS'Z'"),
  MICROSECONDS("uuuu-MM-dd HH:mm:ss.SSSSSS'Z'");

  private static final int MILLI = 1_000_000;

  private final DateTimeFormatter format;

  Times(String pattern) {
    format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** How fine an instant is. */
  static Times of(Instant time) {
    if (time.getNano() % MILLI != 0) {
      return MICROSECONDS;
    }
    return time.getNano() != 0 ? MILLISECONDS : time.getEpochSecond() % 60 != 0 ? SECONDS : MINUTES;
  }

  Times orFiner(Times other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** Such as {@code 2024-10-05 09:30Z}. */
  String text(Instant time) {
    return format.format(time);
  }
}
