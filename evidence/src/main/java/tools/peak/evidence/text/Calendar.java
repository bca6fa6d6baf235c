package tools.peak.evidence.text;

import java.time.LocalDate;
import java.time.Month;
import org.jspecify.annotations.Nullable;

/** Days of the calendar. */
final class Calendar {
  private Calendar() {}

  /** The day, or null if there is none such. */
  static @Nullable LocalDate day(int year, int month, int day) {
    boolean isDay =
        year >= 1
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= Month.of(month).length(LocalDate.of(year, 1, 1).isLeapYear());
    return isDay ? LocalDate.of(year, month, day) : null;
  }
}
