package tools.peak.evidence.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.Month;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.column.Times;

/**
 * Times as most files have them, read in place from bytes: {@code 2026-11-02}, {@code
 * 2026-11-02T08:21}, {@code 2026-11-02 08:21:16.123456789}, each with {@code Z}, {@code +01},
 * {@code +0100}, {@code +01:00} behind it or no zone, which is UTC. All else is for {@link
 * TimeReader}, which reads these alike.
 */
public final class TimeText {
  /** What is no time of this plain kind. */
  public static final long INVALID = Long.MIN_VALUE + 1;

  public static final long MICROS_A_SECOND = 1_000_000;
  static final long MICROS_A_DAY = 86_400 * MICROS_A_SECOND;

  private static final int DATE_LENGTH = 10;

  private TimeText() {}

  /** Microseconds since the epoch, {@link #INVALID}, or {@link Times#MISSING}. */
  public static long micros(@Nullable String text) {
    if (text == null) {
      return Times.MISSING;
    }
    byte[] bytes = text.strip().getBytes(UTF_8);
    return micros(bytes, 0, bytes.length);
  }

  /**
   * Microseconds since the epoch of the text in {@code [from, to)}; digits finer than that are cut
   * off. {@link Times#MISSING} if it is empty or pandas' {@code NaT}, {@link #INVALID} if it is not
   * of the plain kind.
   */
  public static long micros(byte[] text, int from, int to) {
    if (from == to || isNaT(text, from, to)) {
      return Times.MISSING;
    }
    long date = to - from < DATE_LENGTH ? INVALID : dateMicros(text, from);
    if (date == INVALID || to - from == DATE_LENGTH) {
      return date;
    }
    int at = from + DATE_LENGTH;
    if (!isSeparator(text[at])) {
      return INVALID;
    }
    at++;
    int hour = at + 2 > to ? -1 : twoDigits(text, at);
    int minute = at + 5 > to || text[at + 2] != ':' ? -1 : twoDigits(text, at + 3);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return INVALID;
    }
    at += 5;
    long time = (hour * 60L + minute) * 60 * MICROS_A_SECOND;
    if (at + 3 <= to && text[at] == ':') {
      int second = twoDigits(text, at + 1);
      if (second < 0 || second > 59) {
        return INVALID;
      }
      time += second * MICROS_A_SECOND;
      at += 3;
      if (at < to && text[at] == '.') {
        int start = ++at;
        int unit = 100_000;
        while (at < to && isDigit(text[at])) {
          time += (text[at] - '0') * (long) unit;
          unit /= 10;
          at++;
        }
        if (at == start || at - start > 9) {
          return INVALID;
        }
      }
    }
    long offset = offsetMicros(text, at, to);
    return offset == INVALID ? INVALID : date + time - offset;
  }

  /** Midnight of the ten characters {@code YYYY-MM-DD} at {@code from}. */
  public static long dateMicros(byte[] text, int from) {
    int century = twoDigits(text, from);
    int yearOfCentury = twoDigits(text, from + 2);
    int month = twoDigits(text, from + 5);
    int day = twoDigits(text, from + 8);
    if (century < 0
        || yearOfCentury < 0
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || month < 1
        || month > 12
        || day < 1) {
      return INVALID;
    }
    int year = century * 100 + yearOfCentury;
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > Month.of(month).length(leap)) {
      return INVALID;
    }
    return LocalDate.of(year, month, day).toEpochDay() * MICROS_A_DAY;
  }

  public static boolean isSeparator(byte character) {
    return character == 'T' || character == ' ' || character == 't';
  }

  /** 0 to 99, or less than 0 if they are no digits. */
  public static int twoDigits(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
  }

  private static long offsetMicros(byte[] text, int from, int to) {
    int length = to - from;
    if (length == 0 || (length == 1 && (text[from] == 'Z' || text[from] == 'z'))) {
      return 0;
    }
    if (length < 3 || (text[from] != '+' && text[from] != '-')) {
      return INVALID;
    }
    int hours = twoDigits(text, from + 1);
    int minutes =
        switch (length) {
          case 3 -> 0;
          case 5 -> twoDigits(text, from + 3);
          case 6 -> text[from + 3] == ':' ? twoDigits(text, from + 4) : -1;
          default -> -1;
        };
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return INVALID;
    }
    long micros = (hours * 60L + minutes) * 60 * MICROS_A_SECOND;
    return text[from] == '-' ? -micros : micros;
  }

  private static boolean isNaT(byte[] text, int from, int to) {
    return to - from == 3 && text[from] == 'N' && text[from + 1] == 'a' && text[from + 2] == 'T';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
