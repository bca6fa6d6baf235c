package tools.peak.evidence.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times that are bare numbers: of which unit they are is told by their size, from 1990 to 2100.
 * Eight digits that are a day are that day.
 */
final class EpochNumbers {
  private static final TimeReading MISSING = new TimeReading.Missing();

  /** The smallest 64-bit integer, pandas' NaT, and what is left of it in coarser units. */
  private static final long[] NAT = {
    Long.MIN_VALUE,
    Math.floorDiv(Long.MIN_VALUE, 1_000L),
    Long.MIN_VALUE / 1_000,
    Math.floorDiv(Long.MIN_VALUE, 1_000_000L),
    Long.MIN_VALUE / 1_000_000,
    Math.floorDiv(Long.MIN_VALUE, 1_000_000_000L),
    Long.MIN_VALUE / 1_000_000_000
  };

  /** Days of a spreadsheet from 1990 to 2100. */
  private static final int FIRST_SHEET_DAY = 32_874;

  private static final int LAST_SHEET_DAY = 73_050;
  private static final LocalDate SHEET_EPOCH = LocalDate.of(1899, 12, 30);

  private EpochNumbers() {}

  static TimeReading of(long number) {
    if (isMissing(number)) {
      return MISSING;
    }
    TimeForm unit = TimeForm.ofSize(number);
    if (unit != null) {
      return at(unit.micros(number), unit);
    }
    LocalDate day = day(number);
    return day == null
        ? noTime(BigDecimal.valueOf(number))
        : new TimeReading.At(day.toEpochDay() * TimeText.MICROS_A_DAY, day, TimeForm.DIGITS);
  }

  /** A fraction is rounded to the microsecond: a double of today has no more of a second. */
  static TimeReading of(double number) {
    if (Double.isNaN(number)) {
      return MISSING;
    }
    if (Double.isInfinite(number)) {
      return new TimeReading.NoTime(TimeReading.Kind.UNREADABLE, "is no time");
    }
    return number == Math.rint(number) && Math.abs(number) <= 0x1p63
        ? of((long) number)
        : of(new BigDecimal(number), RoundingMode.HALF_EVEN);
  }

  /** A fraction is cut off at the microsecond, as that of any text. */
  static TimeReading of(BigDecimal number) {
    return of(number, RoundingMode.FLOOR);
  }

  private static TimeReading of(BigDecimal number, RoundingMode rounding) {
    TimeForm unit = TimeForm.ofSize(number);
    if (unit == null) {
      return isWhole(number) ? of(number.longValueExact()) : noTime(number);
    }
    BigDecimal micros =
        number
            .multiply(BigDecimal.valueOf(TimeText.MICROS_A_SECOND))
            .divide(BigDecimal.valueOf(unit.unitsASecond()), 0, rounding);
    return at(micros.longValueExact(), unit);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        && number.scale() > -20
        && number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isMissing(long number) {
    for (long nat : NAT) {
      if (number == nat) {
        return true;
      }
    }
    return false;
  }

  private static TimeReading at(long micros, TimeForm form) {
    return new TimeReading.At(
        micros, LocalDate.ofEpochDay(Math.floorDiv(micros, TimeText.MICROS_A_DAY)), form);
  }

  private static @Nullable LocalDate day(long number) {
    if (number < 1900_01_01 || number > 2199_12_31) {
      return null;
    }
    return Calendar.day((int) (number / 10_000), (int) (number / 100 % 100), (int) (number % 100));
  }

  private static TimeReading noTime(BigDecimal number) {
    return new TimeReading.NoTime(TimeReading.Kind.ORDINAL, looksLike(number));
  }

  private static String looksLike(BigDecimal number) {
    double size = number.doubleValue();
    if (size >= FIRST_SHEET_DAY && size <= LAST_SHEET_DAY) {
      return "looks like a day of a spreadsheet (" + SHEET_EPOCH.plusDays((long) size) + ")";
    }
    if (size < 0) {
      return "looks like a time before 1970; numbers are read as times from 1990 to 2100";
    }
    if (size >= 1900 && size < 2200) {
      return "looks like a year or the number of a row, not like a time since 1990 in any unit";
    }
    if (size < TimeForm.FIRST_SECOND) {
      return "looks like the number of a row, not like a time since 1990 in any unit";
    }
    TimeForm nearest = TimeForm.SECONDS;
    for (TimeForm unit : TimeForm.values()) {
      if (unit.isEpoch() && size > (double) TimeForm.LAST_SECOND * unit.unitsASecond()) {
        nearest = unit;
      }
    }
    return "looks like "
        + nearest.words()
        + (size > 1e18 * nearest.unitsASecond() / 1e6
            ? ", but of no year that anybody has data of"
            : ", but of the year " + year(size / nearest.unitsASecond()))
        + "; numbers are read as times from 1990 to 2100";
  }

  private static int year(double seconds) {
    return Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC).getYear();
  }
}
