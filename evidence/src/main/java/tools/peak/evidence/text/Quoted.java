package tools.peak.evidence.text;

import java.math.BigDecimal;

/** A piece of a file's content as it may stand in a message: one short line. */
public final class Quoted {
  private static final int MAX_LENGTH = 60;

  private Quoted() {}

  /** A number with all its digits, never with an exponent. */
  public static String number(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  public static String text(String content) {
    StringBuilder quoted = new StringBuilder("'");
    content
        .codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append(content.length() > MAX_LENGTH ? "…'" : "'").toString();
  }
}
