package tools.peak.evidence.mapping;

import java.util.regex.Pattern;

/** Numbers as much of Europe writes them: {@code 1.000,5} is a thousand and a half. */
final class DecimalComma {
  private static final String WHOLE = "[+-]?(?:\\d{1,3}(?:\\.\\d{3})+|\\d+)";
  private static final Pattern NUMBER =
      Pattern.compile("\\s*" + WHOLE + "(?:,\\d+)?(?:[eE][+-]?\\d+)?\\s*%?\\s*");

  private DecimalComma() {}

  /** Whether a cell is a number that has a comma. */
  static boolean isIn(String cell) {
    return cell.indexOf(',') > 0 && isNumber(cell);
  }

  /** Whether a cell is a number so written, with or without a per cent sign. */
  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  /** A number with a point; any other text as it is. */
  static String plain(String cell) {
    return isNumber(cell) ? cell.replace(".", "").replace(',', '.') : cell;
  }
}
