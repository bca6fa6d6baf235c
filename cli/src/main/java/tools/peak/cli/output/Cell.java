package tools.peak.cli.output;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a value. */
public final class Cell {
  private static final double LEAST_PLAIN = 1e-6;
  private static final double MOST_PLAIN = 1e21;

  private Cell() {}

  /** In full: what a program reads. NULL is the empty text. */
  static String exact(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Double number -> number(number);
      case Float number -> number(Double.parseDouble(number.toString()));
      case Map<?, ?> map -> Json.of(map);
      case List<?> list -> Json.of(list);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }

  /** In full, as other languages write it: {@code 10000000.0} and {@code 1e300}, never 1.0E7. */
  static String number(double number) {
    String text = Double.toString(number);
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    double size = Math.abs(number);
    if (size >= LEAST_PLAIN && size < MOST_PLAIN) {
      String plain = new BigDecimal(text).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = text.substring(0, exponent);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
        + "e"
        + text.substring(exponent + 1);
  }

  /** For eyes, of a value that stands alone: see {@link Figures}. */
  public static String shown(@Nullable Object value) {
    return shown("", value);
  }

  /** The same, of a value that is named: of a metric or a setting. */
  public static String shown(String name, @Nullable Object value) {
    return Figures.one(name, value, true);
  }
}
