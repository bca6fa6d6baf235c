package tools.peak.evidence.text;

import java.time.LocalDate;

/** What a {@link TimeReader} makes of one time. */
public sealed interface TimeReading {

  /**
   * A time.
   *
   * @param micros microseconds since the epoch; what is finer was cut off
   * @param day the date as it is written, whatever the zone
   */
  record At(long micros, LocalDate day, TimeForm form) implements TimeReading {}

  /** None was written: an empty cell, {@code NaT}, {@code None}, the smallest integer. */
  record Missing() implements TimeReading {}

  /**
   * Something that is no time, or is not sure to be one.
   *
   * @param why what it is instead, and what to write: goes on after the quoted text
   */
  record NoTime(Kind kind, String why) implements TimeReading {}

  /** Kinds of what is no time. */
  enum Kind {
    /** A number of no size that times have: mostly a row's. */
    ORDINAL,
    /** It could be two days. */
    AMBIGUOUS,
    UNREADABLE
  }
}
