package tools.peak.cli.output;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text of values, by the contract for scripts: NaN and infinities are strings, dates {@code
 * YYYY-MM-DD}, timestamps ISO 8601 with {@code Z}, decimals and huge integers numbers, maps
 * objects, lists arrays. What could steer a terminal is escaped, as is half a surrogate pair.
 */
public final class Json {
  private final StringBuilder out;

  private Json(StringBuilder out) {
    this.out = out;
  }

  /** The text of one value. */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  static void append(@Nullable Object value, StringBuilder out) {
    new Json(out).value(value);
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Double number -> floating(number);
      case Float number -> floating(Double.parseDouble(number.toString()));
      case BigDecimal number -> out.append(number.toPlainString());
      case Number number -> out.append(number);
      case Boolean bool -> out.append(bool.booleanValue());
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      case byte[] bytes -> string(HexFormat.of().formatHex(bytes));
      default -> string(value.toString());
    }
  }

  private void floating(double number) {
    if (Double.isFinite(number)) {
      out.append(Cell.number(number));
    } else {
      out.append('"').append(number).append('"');
    }
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(Cell.exact(entry.getKey()));
      out.append(": ");
      value(entry.getValue());
      separator = ", ";
    }
    out.append('}');
  }

  private void array(List<?> list) {
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      value(item);
      separator = ", ";
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Visible.steers(c)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
