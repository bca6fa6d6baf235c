package tools.peak.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;

/** Writes the rows of a column as the content of a page: levels, then plain values or indices. */
final class PlainPages {
  private PlainPages() {}

  /** Which of the rows have a value. */
  static void levels(ParquetColumn column, int from, int to, ByteSink out) {
    BitSet present = new BitSet(to - from);
    for (int row = from; row < to; row++) {
      present.set(row - from, !column.isMissing(row));
    }
    int length = out.grow(4);
    if (present.cardinality() == to - from) {
      out.varint((long) (to - from) << 1);
      out.put(1);
    } else {
      packedRun(out, to - from);
      packed(out, to - from, present);
    }
    ByteCursor.INT.set(out.bytes, length, out.size - length - 4);
  }

  static void values(ParquetColumn column, int from, int to, ByteSink out) {
    switch (column) {
      case Numbers numbers -> {
        for (int row = from; row < to; row++) {
          if (!numbers.isMissing(row)) {
            out.littleLong(Double.doubleToRawLongBits(numbers.get(row)));
          }
        }
      }
      case Integers integers -> {
        for (int row = from; row < to; row++) {
          if (!integers.isMissing(row)) {
            out.littleLong(integers.get(row));
          }
        }
      }
      case Instants instants -> {
        for (int row = from; row < to; row++) {
          if (!instants.isMissing(row)) {
            out.littleLong(instants.get(row));
          }
        }
      }
      case Booleans booleans -> {
        BitSet bits = new BitSet();
        int count = 0;
        for (int row = from; row < to; row++) {
          if (!booleans.isMissing(row)) {
            bits.set(count++, booleans.get(row));
          }
        }
        packed(out, (count + 7) / 8 * 8, bits);
      }
      case Strings strings -> {
        for (int row = from; row < to; row++) {
          String text = strings.get(row);
          if (text != null) {
            text(text, out);
          }
        }
      }
      case AllMissing _ -> {}
    }
  }

  static void text(String text, ByteSink out) {
    byte[] bytes = text.getBytes(UTF_8);
    out.littleInt(bytes.length);
    out.put(bytes);
  }

  /** The rows' places in the dictionary. */
  static void indices(TextDictionary dictionary, int from, int to, ByteSink out) {
    int width = dictionary.width();
    out.put(width);
    BitSet bits = new BitSet();
    int count = 0;
    for (int row = from; row < to; row++) {
      int index = dictionary.index(row);
      if (index >= 0) {
        for (int bit = 0; bit < width; bit++) {
          bits.set(count * width + bit, (index >>> bit & 1) != 0);
        }
        count++;
      }
    }
    packedRun(out, count);
    packed(out, (count + 7) / 8 * 8 * width, bits);
  }

  private static void packedRun(ByteSink out, int count) {
    out.varint((((count + 7L) / 8) << 1) | 1);
  }

  private static void packed(ByteSink out, int count, BitSet bits) {
    byte[] bytes = bits.toByteArray();
    out.put(bytes);
    for (int i = bytes.length; i < (count + 7) / 8; i++) {
      out.put(0);
    }
  }
}
