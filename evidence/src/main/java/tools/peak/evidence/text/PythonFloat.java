package tools.peak.evidence.text;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that Python's {@code float()} takes: those are the texts that count as numbers. */
public final class PythonFloat {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(\\d+(_\\d+)*(\\.(\\d+(_\\d+)*)?)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

  /** A longer text is no number that anybody wrote, and is not worth the pattern's time. */
  private static final int MAX_LENGTH = 4_096;

  private PythonFloat() {}

  /** The number, NaN and infinities included, or null if the text is none. */
  public static @Nullable Double parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    String trimmed = text.strip();
    if (trimmed.isEmpty() || !canStart(trimmed.charAt(0))) {
      return null;
    }
    if (DECIMAL.matcher(trimmed).matches()) {
      return Double.valueOf(trimmed.replace("_", ""));
    }
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static boolean canStart(char first) {
    return (first >= '0' && first <= '9') || "+-.nNiI".indexOf(first) >= 0;
  }
}
