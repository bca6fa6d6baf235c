package tools.peak.parquet.write;

import tools.peak.parquet.format.ByteSink;

/** Packs numbers into their low bits, the first number lowest. */
final class BitPacking {
  private BitPacking() {}

  /** Writes {@code count} numbers, a multiple of eight. */
  static void write(int[] numbers, int count, int width, ByteSink out) {
    long bits = 0;
    int filled = 0;
    for (int i = 0; i < count; i++) {
      bits |= (numbers[i] & 0xFFFFFFFFL) << filled;
      filled += width;
      while (filled >= Byte.SIZE) {
        out.put((int) bits);
        bits >>>= Byte.SIZE;
        filled -= Byte.SIZE;
      }
    }
  }

  /** The same with numbers of up to 64 bits. */
  static void write(long[] numbers, int from, int count, int width, ByteSink out) {
    long bits = 0;
    int filled = 0;
    for (int i = from; i < from + count; i++) {
      long number = numbers[i];
      int left = width;
      while (left > 0) {
        int room = Math.min(left, Long.SIZE - filled);
        bits |= (room == Long.SIZE ? number : number & ((1L << room) - 1)) << filled;
        filled += room;
        left -= room;
        number = room == Long.SIZE ? 0 : number >>> room;
        if (filled == Long.SIZE) {
          out.littleLong(bits);
          bits = 0;
          filled = 0;
        }
      }
    }
    for (; filled > 0; filled -= Byte.SIZE) {
      out.put((int) bits);
      bits >>>= Byte.SIZE;
    }
  }
}
