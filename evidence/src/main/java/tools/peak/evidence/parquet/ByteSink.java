package tools.peak.evidence.parquet;

import java.util.Arrays;

/** Bytes that are being written, as many as come. */
final class ByteSink {
  byte[] bytes = new byte[1024];
  int size;

  void clear() {
    size = 0;
  }

  /** Makes room, and returns where it begins. */
  int grow(int count) {
    int from = size;
    int wanted = Math.addExact(size, count);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * size, 1 << 30)));
    }
    size = wanted;
    return from;
  }

  void put(int value) {
    int at = grow(1);
    bytes[at] = (byte) value;
  }

  void put(byte[] more) {
    put(more, more.length);
  }

  void put(byte[] more, int count) {
    int at = grow(count);
    System.arraycopy(more, 0, bytes, at, count);
  }

  void littleInt(int value) {
    int at = grow(4);
    ByteCursor.INT.set(bytes, at, value);
  }

  void littleLong(long value) {
    int at = grow(8);
    ByteCursor.LONG.set(bytes, at, value);
  }

  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }
}
