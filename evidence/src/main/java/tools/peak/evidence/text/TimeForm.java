package tools.peak.evidence.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a time was written. */
public enum TimeForm {
  /** A day of the calendar. */
  DAY("a day", 0),
  /** A day and a time without a zone, which is UTC. */
  LOCAL("a time", 0),
  /** A day, a time, and an offset or a zone. */
  ZONED("a time with its zone", 0),
  /** A number whose digits are those of a day: 20240131. */
  DIGITS("the digits of a day", 0),
  SECONDS("seconds since 1970", 1),
  MILLISECONDS("milliseconds since 1970", 1_000),
  MICROSECONDS("microseconds since 1970", 1_000_000),
  NANOSECONDS("nanoseconds since 1970", 1_000_000_000);

  /** From 1990 to 2100 the numbers of no two units meet. */
  static final long FIRST_SECOND = 631_152_000;

  static final long LAST_SECOND = 4_102_444_800L;

  private final String words;
  private final long unitsASecond;

  TimeForm(String words, long unitsASecond) {
    this.words = words;
    this.unitsASecond = unitsASecond;
  }

  /** For people to read. */
  public String words() {
    return words;
  }

  /** Whether it was a bare number whose size or digits said what it is. */
  public boolean isNumber() {
    return this == DIGITS || isEpoch();
  }

  /** Whether it was a number of units since 1970. */
  public boolean isEpoch() {
    return unitsASecond > 0;
  }

  /** The unit in which the number is a time from 1990 to 2100, or null. */
  static @Nullable TimeForm ofSize(BigDecimal number) {
    for (TimeForm unit : values()) {
      if (unit.isEpoch()
          && number.compareTo(unit.first()) >= 0
          && number.compareTo(unit.last()) <= 0) {
        return unit;
      }
    }
    return null;
  }

  /** As {@link #ofSize(BigDecimal)}. */
  static @Nullable TimeForm ofSize(long number) {
    for (TimeForm unit : values()) {
      if (unit.isEpoch()
          && number >= FIRST_SECOND * unit.unitsASecond
          && number <= LAST_SECOND * unit.unitsASecond) {
        return unit;
      }
    }
    return null;
  }

  /** Of an epoch's number, rounded down. */
  long micros(long number) {
    return unitsASecond <= TimeText.MICROS_A_SECOND
        ? number * (TimeText.MICROS_A_SECOND / unitsASecond)
        : Math.floorDiv(number, unitsASecond / TimeText.MICROS_A_SECOND);
  }

  long unitsASecond() {
    return unitsASecond;
  }

  private BigDecimal first() {
    return BigDecimal.valueOf(FIRST_SECOND * unitsASecond);
  }

  private BigDecimal last() {
    return BigDecimal.valueOf(LAST_SECOND * unitsASecond);
  }
}
