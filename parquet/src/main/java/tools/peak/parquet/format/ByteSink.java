package tools.peak.parquet.format;

import java.util.Arrays;

/** Bytes that are being written, as many as come. */
public final class ByteSink {
  private byte[] bytes = new byte[1024];
  private int size;

  /** Where they are: the first {@link #size()} count, until more are put. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /** Leaves off what lies behind the first bytes. */
  public void shrink(int count) {
    size = Math.min(size, count);
  }

  /** Makes room, and returns where it begins. */
  public int grow(int count) {
    int from = size;
    int wanted = Math.addExact(size, count);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * size, 1 << 30)));
    }
    size = wanted;
    return from;
  }

  /** A byte. */
  public void put(int value) {
    int at = grow(1);
    bytes[at] = (byte) value;
  }

  public void put(byte[] more) {
    put(more, more.length);
  }

  public void put(byte[] more, int count) {
    int at = grow(count);
    System.arraycopy(more, 0, bytes, at, count);
  }

  /** Four bytes, the least first. */
  public void littleInt(int value) {
    int at = grow(4);
    ByteCursor.INT.set(bytes, at, value);
  }

  /** Eight bytes, the least first. */
  public void littleLong(long value) {
    int at = grow(8);
    ByteCursor.LONG.set(bytes, at, value);
  }

  /** Seven bits a byte, the least first: LEB128. */
  public void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  /** A varint in which small negative numbers are short too. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }
}
