package tools.peak.importers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of tools that keep all of them as texts. */
public final class TypedText {
  /** What JSON has as a number. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d{1,4})?");

  private static final int MAX_DIGITS = 400;

  private TypedText() {}

  /** What is written as a number or a boolean is one; anything else stays a text. */
  public static Object of(String text) {
    Matcher number = NUMBER.matcher(text);
    if (text.length() <= MAX_DIGITS && number.matches()) {
      return number.group(1) == null && number.group(2) == null
          ? new BigInteger(text)
          : new BigDecimal(text);
    }
    return switch (text) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      case "nan", "NaN" -> Double.NaN;
      case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> text;
    };
  }
}
