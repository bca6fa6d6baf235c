package tools.peak.cli.output;

import java.util.Locale;

/** Spans of time for eyes, three digits of them. */
public final class Elapsed {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Elapsed() {}

  /** Such as {@code 850 ns}, {@code 12.3 ms}, {@code 1.23 s}, {@code 2 min 3 s}. */
  public static String text(long nanos, boolean unicode) {
    long size = Math.abs(nanos);
    if (size < MICRO) {
      return nanos + " ns";
    }
    if (size < MILLI) {
      return digits(nanos, MICRO) + (unicode ? " µs" : " us");
    }
    if (size < SECOND) {
      return digits(nanos, MILLI) + " ms";
    }
    if (size < MINUTE) {
      return digits(nanos, SECOND) + " s";
    }
    return size < HOUR
        ? nanos / MINUTE + " min " + size % MINUTE / SECOND + " s"
        : nanos / HOUR + " h " + size % HOUR / MINUTE + " min";
  }

  private static String digits(long nanos, long unit) {
    double number = (double) nanos / unit;
    double size = Math.abs(number);
    // What rounds up to the next power of ten has a digit less behind the point.
    return String.format(
        Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", number);
  }
}
