package tools.peak.runner.bars;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Reads ISO 8601 timestamps: a date, or a date and a time divided by {@code T} or a space, with or
 * without seconds, fraction and offset. Without an offset it is UTC.
 */
final class Timestamps {
  private static final int DATE_LENGTH = "2024-01-31".length();
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  /**
   * Microseconds since the epoch; finer fractions are cut off.
   *
   * @throws DateTimeException if the text is no timestamp
   */
  static long micros(String text) {
    if (text.length() == DATE_LENGTH) {
      return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), 86_400_000_000L);
    }
    String iso =
        text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' '
            ? text.substring(0, DATE_LENGTH) + "T" + text.substring(DATE_LENGTH + 1)
            : text;
    TemporalAccessor parsed = FORMAT.parse(iso);
    ZoneOffset offset =
        parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
    return ChronoUnit.MICROS.between(
        java.time.Instant.EPOCH, LocalDateTime.from(parsed).toInstant(offset));
  }
}
