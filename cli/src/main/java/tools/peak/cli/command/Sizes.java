package tools.peak.cli.command;

import java.util.List;
import java.util.Locale;

/** Amounts of bytes as people read them. */
public final class Sizes {
  private static final long KB = 1_000;

  private Sizes() {}

  /** Such as {@code 298.6 KB}. */
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
