package tools.peak.cli.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times for eyes, UTC: a day where it is midnight, else to the minute. */
final class Times {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private Times() {}

  static String shown(@Nullable Instant time) {
    if (time == null) {
      return "";
    }
    boolean isMidnight = Math.floorMod(time.getEpochSecond(), 86_400) == 0;
    return (isMidnight ? DAY : MINUTE).format(time.atZone(ZoneOffset.UTC));
  }
}
