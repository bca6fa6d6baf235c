package tools.peak.evidence.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Valid JSON as text, reshaped and made without changing how a number is spelt. */
public final class JsonText {
  private static final int ESCAPE_LENGTH = 6;
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(US_ASCII);

  private JsonText() {}

  /** Without the blanks outside of strings. */
  public static String compact(String json) {
    StringBuilder compact = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '"') {
        int end = endOfString(json, at);
        compact.append(json, at, end);
        at = end - 1;
      } else if (!isBlank(c)) {
        compact.append(c);
      }
    }
    return compact.toString();
  }

  /**
   * The bytes with {@code \ufffd} in the place of every escape that is half of a pair: a copy, if
   * there is one, in which everything stands where it stood.
   */
  public static byte[] withoutLoneSurrogates(byte[] json, int from, int to) {
    byte[] result = json;
    int at = Utf8Text.indexOf(json, from, to, (byte) '\\');
    while (at >= 0 && at < to) {
      int next = at + 2;
      int unit = escapedUnit(json, at, to);
      if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
        int second = escapedUnit(json, at + ESCAPE_LENGTH, to);
        if (unit <= Character.MAX_HIGH_SURROGATE
            && second >= Character.MIN_LOW_SURROGATE
            && second <= Character.MAX_LOW_SURROGATE) {
          next = at + 2 * ESCAPE_LENGTH;
        } else {
          result = result == json ? json.clone() : result;
          System.arraycopy(REPLACEMENT, 0, result, at, ESCAPE_LENGTH);
        }
      }
      at = Utf8Text.indexOf(json, next, to, (byte) '\\');
    }
    return result;
  }

  /** The UTF-16 unit that is escaped at this place, or -1. */
  private static int escapedUnit(byte[] json, int at, int to) {
    if (at + ESCAPE_LENGTH > to || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** A value a line and two blanks a level, as Python's {@code indent=2}. */
  public static void indent(String json, int level, StringBuilder out) {
    int depth = level;
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      switch (c) {
        case '"' -> {
          int end = endOfString(json, at);
          out.append(json, at, end);
          at = end - 1;
        }
        case '{', '[' -> {
          out.append(c);
          int next = afterBlanks(json, at + 1);
          char closing = c == '{' ? '}' : ']';
          if (json.charAt(next) == closing) {
            out.append(closing);
            at = next;
          } else {
            newLine(++depth, out);
          }
        }
        case '}', ']' -> {
          newLine(--depth, out);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          newLine(depth, out);
        }
        case ':' -> out.append(": ");
        default -> {
          if (!isBlank(c)) {
            out.append(c);
          }
        }
      }
    }
  }

  public static void newLine(int depth, StringBuilder out) {
    out.append('\n').repeat("  ", depth);
  }

  /** A string with its quotes. */
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && isLone(text, at))) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Strings, numbers, booleans, nulls, lists and maps as JSON; NaN and the infinities are bare
   * tokens, as Python writes them.
   */
  public static String of(@Nullable Object value) {
    StringBuilder json = new StringBuilder();
    append(value, json);
    return json.toString();
  }

  private static void append(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> quote(text, out);
      case Boolean flag -> out.append(flag);
      case Number number -> out.append(number);
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          out.append(separator);
          append(element, out);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator);
          quote(String.valueOf(entry.getKey()), out);
          out.append(':');
          append(entry.getValue(), out);
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      default -> throw new IllegalArgumentException("no JSON of " + value.getClass().getName());
    }
  }

  private static boolean isLone(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Behind the closing quote of the string that starts at {@code at}. */
  private static int endOfString(String json, int at) {
    int end = at + 1;
    while (json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private static int afterBlanks(String json, int at) {
    int next = at;
    while (isBlank(json.charAt(next))) {
      next++;
    }
    return next;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
