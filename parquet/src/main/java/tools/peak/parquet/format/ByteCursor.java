package tools.peak.parquet.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tools.peak.parquet.ParquetException;

/** A place in a stretch of bytes. Nothing is read past its end, whatever the bytes claim. */
public final class ByteCursor {
  public static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  public static final byte[] NONE = {};

  public byte[] bytes = NONE;
  public int at;
  public int end;

  public void set(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  public int remaining() {
    return end - at;
  }

  public int unsignedByte() throws ParquetException {
    if (at >= end) {
      throw cutShort();
    }
    return bytes[at++] & 0xFF;
  }

  /** Passes over bytes, and returns where they begin. */
  public int skip(long count) throws ParquetException {
    if (count < 0 || count > end - at) {
      throw cutShort();
    }
    int from = at;
    at += (int) count;
    return from;
  }

  public int littleInt() throws ParquetException {
    return (int) INT.get(bytes, skip(4));
  }

  /** An unsigned number of 7 bits a byte, low ones first. */
  long varint() throws ParquetException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = unsignedByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new ParquetException("a number of more than ten bytes");
  }

  /** A {@link #varint} that must be a size: from 0 to 2^31 - 1. */
  public int size() throws ParquetException {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new ParquetException("a size of " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /** A signed {@link #varint}, its sign in the lowest bit. */
  public long zigzag() throws ParquetException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private ParquetException cutShort() {
    return new ParquetException("cut short");
  }
}
