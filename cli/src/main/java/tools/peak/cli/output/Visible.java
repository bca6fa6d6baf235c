package tools.peak.cli.output;

import java.util.Locale;

/** Makes characters visible that would steer a terminal: run data is never trusted with it. */
public final class Visible {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Visible() {}

  /** One line: line breaks and tabs are escaped, too. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Text of several lines: line breaks and tabs stay. */
  public static String text(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean lines) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (int i = plain; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if ((lines && (c == '\n' || c == '\t')) || !steers(c)) {
        out.appendCodePoint(c);
      } else {
        escape(c, out);
      }
    }
    return out.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7F;
  }

  /** Whether a terminal would do something at it rather than show it. */
  static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append(
              c > 0xFFFF
                  ? String.format(Locale.ROOT, "\\U%08x", c)
                  : String.format(Locale.ROOT, "\\u%04x", c));
    }
  }
}
