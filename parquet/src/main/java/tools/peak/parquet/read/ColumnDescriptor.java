package tools.peak.parquet.read;

import tools.peak.parquet.format.PhysicalType;

/**
 * A column as the footer's schema describes it.
 *
 * @param length bytes a value, of {@link PhysicalType#FIXED_LEN_BYTE_ARRAY} alone
 * @param optional whether values may be missing
 * @param scale digits after the point, of {@link LogicalType#DECIMAL} alone
 */
record ColumnDescriptor(
    String name, PhysicalType type, int length, boolean optional, LogicalType meaning, int scale) {

  /** Bytes a value in plain encoding, 0 where each value says. */
  int width() {
    return type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? length : type.width;
  }

  /** The name in a form that fits into a one-line message. */
  String quoted() {
    return quoted(name);
  }

  static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("'");
    name.codePoints()
        .limit(80)
        .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append('\'').toString();
  }
}
