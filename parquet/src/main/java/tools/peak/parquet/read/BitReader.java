package tools.peak.parquet.read;

import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;

/** Numbers of a few bits each, the lowest bit first, without gaps. */
final class BitReader {
  private byte[] bytes = ByteCursor.NONE;
  private int at;
  private int end;
  private long bits;
  private int count;

  void set(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.bits = 0;
    this.count = 0;
  }

  /**
   * The next number.
   *
   * @param width its bits, 0 to 32
   */
  int next(int width) throws ParquetException {
    while (count < width) {
      if (at >= end) {
        throw new ParquetException("cut short");
      }
      bits |= (bytes[at++] & 0xFFL) << count;
      count += 8;
    }
    int value = (int) (bits & ((1L << width) - 1));
    bits >>>= width;
    count -= width;
    return value;
  }

  /**
   * The next number.
   *
   * @param width its bits, 0 to 64
   */
  long nextLong(int width) throws ParquetException {
    if (width <= 32) {
      return Integer.toUnsignedLong(next(width));
    }
    long low = Integer.toUnsignedLong(next(32));
    return low | (long) next(width - 32) << 32;
  }
}
