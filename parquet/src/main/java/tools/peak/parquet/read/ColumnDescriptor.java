package tools.peak.parquet.read;

import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.PhysicalType;

/**
 * A column of plain values as the footer's schema describes it.
 *
 * @param length bytes a value, of {@link PhysicalType#FIXED_LEN_BYTE_ARRAY} alone
 * @param scale digits after the point, of {@link LogicalType#DECIMAL} alone
 * @param maxDefinition the definition level of a value that is there
 * @param maxRepetition in how many lists it lies, one in the other; 0 of a flat column
 * @param trouble why no value of it can be read, null if they may be
 */
record ColumnDescriptor(
    String name,
    PhysicalType type,
    int length,
    LogicalType meaning,
    int scale,
    int maxDefinition,
    int maxRepetition,
    @Nullable String trouble) {

  /** Whether values may be missing. */
  boolean optional() {
    return maxDefinition > 0;
  }

  boolean isFlat() {
    return maxRepetition == 0 && maxDefinition <= 1;
  }

  /** Bytes a value in plain encoding, 0 where each value says. */
  int width() {
    return type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? length : type.width;
  }

  /** The same with another meaning. */
  ColumnDescriptor meaning(LogicalType other) {
    return new ColumnDescriptor(
        name, type, length, other, scale, maxDefinition, maxRepetition, trouble);
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
