package tools.peak.evidence.artifact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.text.TimeReading;

/** Words on times. */
final class TimeNotices {
  private TimeNotices() {}

  static NoticeCode code(TimeReading.Kind kind) {
    return switch (kind) {
      case AMBIGUOUS -> NoticeCode.AMBIGUOUS_DATE;
      case ORDINAL, UNREADABLE -> NoticeCode.UNREADABLE_TIME;
    };
  }

  static String shown(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
