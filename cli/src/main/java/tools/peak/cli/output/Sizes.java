package tools.peak.cli.output;

import java.util.List;
import java.util.Locale;

/** Bytes as people read them, in powers of 1,000. */
public final class Sizes {
  private static final long KB = 1_000;

  private Sizes() {}

  /** Such as {@code 812 bytes}, {@code 1.4 MB}. */
  public static String of(long bytes) {
    if (bytes < KB) {
      return bytes + " bytes";
    }
    double value = bytes;
    String unit = "";
    for (String next : List.of("KB", "MB", "GB", "TB")) {
      if (value < KB) {
        break;
      }
      value /= KB;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }
}
