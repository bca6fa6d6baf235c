package tools.peak.parquet.read;

import tools.peak.parquet.format.ByteCursor;

/** Lengths of time of months, days and milliseconds, as text. */
final class Intervals {
  /** Bytes of an interval. */
  static final int SIZE = 12;

  private Intervals() {}

  /** Three unsigned numbers of 4 bytes each: months, days and milliseconds. */
  static String text(byte[] bytes, int from) {
    StringBuilder text = new StringBuilder();
    add(bytes, from, "months", text);
    add(bytes, from + 4, "days", text);
    add(bytes, from + 8, "ms", text);
    return text.isEmpty() ? "0 ms" : text.toString();
  }

  private static void add(byte[] bytes, int at, String unit, StringBuilder text) {
    int count = (int) ByteCursor.INT.get(bytes, at);
    if (count != 0) {
      text.append(text.isEmpty() ? "" : " ")
          .append(Integer.toUnsignedString(count))
          .append(' ')
          .append(unit);
    }
  }
}
