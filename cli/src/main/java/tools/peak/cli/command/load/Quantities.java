package tools.peak.cli.command.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes and spans of time as people write them. */
public final class Quantities {
  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*([a-zA-Z]*)");

  private Quantities() {}

  /** Reads {@code 500ms}, {@code 2s} (or {@code 2}), {@code 5m}, {@code 1h}, {@code 7d}. */
  public static final class OfTime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher parts = QUANTITY.matcher(text.strip());
      if (!parts.matches()) {
        throw wrong(text);
      }
      long millis =
          switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> 1;
            case "", "s" -> 1_000;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> throw wrong(text);
          };
      return Duration.ofMillis(times(parts.group(1), millis));
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "'" + text + "' is no span of time such as 500ms, 2s, 5m, 1h");
    }
  }

  /** Reads {@code 1000}, {@code 64KB}, {@code 100MB}, {@code 2GB} (powers of 1,024). */
  public static final class OfBytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher parts = QUANTITY.matcher(text.strip());
      if (!parts.matches()) {
        throw wrong(text);
      }
      long unit =
          switch (parts.group(2).toUpperCase(Locale.ROOT)) {
            case "", "B" -> 1;
            case "K", "KB", "KIB" -> 1L << 10;
            case "M", "MB", "MIB" -> 1L << 20;
            case "G", "GB", "GIB" -> 1L << 30;
            case "T", "TB", "TIB" -> 1L << 40;
            default -> throw wrong(text);
          };
      long bytes = times(parts.group(1), unit);
      if (bytes < 1) {
        throw wrong(text);
      }
      return bytes;
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException("'" + text + "' is no size such as 64KB, 100MB, 2GB");
    }
  }

  private static long times(String number, long unit) {
    return new BigDecimal(number).multiply(BigDecimal.valueOf(unit)).longValue();
  }
}
