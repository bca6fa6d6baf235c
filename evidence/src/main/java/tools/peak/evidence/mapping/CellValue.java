package tools.peak.evidence.mapping;

import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;

/** The typed value of a table's cell. */
final class CellValue {
  private static final int MAX_NUMBER = 40;

  private CellValue() {}

  /**
   * The value of a text: a number if JSON writes it so, a boolean if it is called one; null where
   * it is blank. A code such as {@code 007} stays a text.
   */
  static @Nullable Value of(String key, String cell) {
    String text = cell.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (isNumber(text)) {
      double number = Double.parseDouble(text);
      boolean isWhole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
      return new Value(key, isWhole ? Value.Type.INT : Value.Type.FLOAT, text, number);
    }
    return switch (text) {
      case "true", "True", "TRUE" -> new Value(key, Value.Type.BOOL, "true", null);
      case "false", "False", "FALSE" -> new Value(key, Value.Type.BOOL, "false", null);
      default -> new Value(key, Value.Type.STRING, text, null);
    };
  }

  /** The value of a row in a column; null where it is missing. */
  static @Nullable Value of(ParquetColumn column, int row) {
    String text = column.text(row);
    if (text == null) {
      return null;
    }
    String key = column.name();
    return switch (column) {
      case Integers integers ->
          new Value(
              key,
              Value.Type.INT,
              text,
              integers.unsigned() ? Double.parseDouble(text) : (double) integers.get(row));
      case Numbers numbers -> new Value(key, Value.Type.FLOAT, text, numbers.get(row));
      case Booleans _ -> new Value(key, Value.Type.BOOL, text, null);
      default -> new Value(key, Value.Type.STRING, text, null);
    };
  }

  /** Whether JSON writes numbers so: {@code -?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?}. */
  private static boolean isNumber(String text) {
    int length = text.length();
    int at = text.charAt(0) == '-' ? 1 : 0;
    int whole = digits(text, at);
    if (length > MAX_NUMBER || whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
      return false;
    }
    at = whole;
    if (at < length && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1 < length && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
      int exponent = digits(text, at + 1 + sign);
      if (exponent == at + 1 + sign) {
        return false;
      }
      at = exponent;
    }
    return at == length;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
