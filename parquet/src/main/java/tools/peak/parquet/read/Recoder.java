package tools.peak.parquet.read;

import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PhysicalType;

/**
 * Turns the values of a page from one of the rarer encodings into plain ones, so that everything
 * behind knows plain values and dictionaries only.
 */
final class Recoder {
  private final TableBudget budget;
  private final PageBuffers scratch;
  private final BitReader bits = new BitReader();

  Recoder(TableBudget budget, PageBuffers scratch) {
    this.budget = budget;
    this.scratch = scratch;
  }

  /**
   * Lets the cursor go on over plain values.
   *
   * @param most how many values there may be
   */
  void recode(int encoding, ColumnDescriptor leaf, ByteCursor in, int most)
      throws ParquetException {
    boolean integer = leaf.type() == PhysicalType.INT32 || leaf.type() == PhysicalType.INT64;
    if (encoding == Encoding.BYTE_STREAM_SPLIT && leaf.width() > 0) {
      joinStreams(leaf.width(), in);
    } else if (encoding == Encoding.DELTA_BINARY_PACKED && integer) {
      integers(leaf.width(), in, most);
    } else if (encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY
        && leaf.type() == PhysicalType.BYTE_ARRAY) {
      lengthsThenBytes(in, most);
    } else if (encoding == Encoding.DELTA_BYTE_ARRAY && leaf.type() == PhysicalType.BYTE_ARRAY) {
      prefixes(true, in, most);
    } else if (encoding == Encoding.DELTA_BYTE_ARRAY
        && leaf.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY) {
      prefixes(false, in, most);
    } else {
      throw Encoding.unread(encoding, leaf.type());
    }
  }

  /** The first bytes of all values, then the second ones, and so on. */
  private void joinStreams(int width, ByteCursor in) throws ParquetException {
    int count = in.remaining() / width;
    int from = in.skip((long) count * width);
    byte[] into = scratch.recoded(count * width);
    for (int stream = 0; stream < width; stream++) {
      int source = from + stream * count;
      for (int i = 0, to = stream; i < count; i++, to += width) {
        into[to] = in.bytes[source + i];
      }
    }
    in.set(into, 0, count * width);
  }

  private void integers(int width, ByteCursor in, int most) throws ParquetException {
    long[] values = deltas(in, most);
    int size = sized((long) width * values.length);
    byte[] into = scratch.recoded(size);
    for (int i = 0; i < values.length; i++) {
      if (width == 4) {
        ByteCursor.INT.set(into, 4 * i, (int) values[i]);
      } else {
        ByteCursor.LONG.set(into, 8 * i, values[i]);
      }
    }
    in.set(into, 0, size);
  }

  private void lengthsThenBytes(ByteCursor in, int most) throws ParquetException {
    long[] lengths = deltas(in, most);
    int size = sized(4L * lengths.length, lengths);
    byte[] into = scratch.recoded(size);
    int at = 0;
    for (long length : lengths) {
      ByteCursor.INT.set(into, at, (int) length);
      System.arraycopy(in.bytes, in.skip(length), into, at + 4, (int) length);
      at += 4 + (int) length;
    }
    in.set(into, 0, size);
  }

  /** Each value begins with so many bytes of the one before. */
  private void prefixes(boolean sized, ByteCursor in, int most) throws ParquetException {
    long[] prefixes = deltas(in, most);
    long[] suffixes = deltas(in, prefixes.length);
    int count = prefixes.length;
    if (suffixes.length != count) {
      throw new ParquetException(suffixes.length + " suffixes of " + count + " values");
    }
    int head = sized ? 4 : 0;
    int size = sized((long) head * count, prefixes, suffixes);
    byte[] into = scratch.recoded(size);
    int at = 0;
    int previous = 0;
    int previousLength = 0;
    for (int i = 0; i < count; i++) {
      int prefix = (int) prefixes[i];
      int suffix = (int) suffixes[i];
      if (prefix > previousLength) {
        throw new ParquetException("a prefix longer than the value before");
      }
      if (sized) {
        ByteCursor.INT.set(into, at, prefix + suffix);
      }
      at += head;
      System.arraycopy(into, previous, into, at, prefix);
      System.arraycopy(in.bytes, in.skip(suffix), into, at + prefix, suffix);
      previous = at;
      previousLength = prefix + suffix;
      at += previousLength;
    }
    in.set(into, 0, size);
  }

  /** What values of those lengths take together, once it is known that they may. */
  private int sized(long heads, long[]... lengths) throws ParquetException {
    long size = heads;
    for (long[] some : lengths) {
      for (long length : some) {
        if (length < 0 || length > Integer.MAX_VALUE) {
          throw new ParquetException("a value of " + length + " bytes");
        }
        size += length;
      }
    }
    budget.unpack(size);
    if (size > Integer.MAX_VALUE - 16) {
      throw new ParquetException("a page of " + size + " bytes");
    }
    return (int) size;
  }

  /** Blocks of differences, each less the block's smallest, in as few bits as they need. */
  private long[] deltas(ByteCursor in, int most) throws ParquetException {
    long blockSize = in.size();
    long miniblocks = in.size();
    int count = in.size();
    long value = in.zigzag();
    if (count > most) {
      throw new ParquetException(count + " values in a page of " + most);
    }
    if (miniblocks < 1 || blockSize < miniblocks || blockSize % (8 * miniblocks) != 0) {
      throw new ParquetException("blocks of " + blockSize + " in " + miniblocks);
    }
    budget.unpack(8L * count);
    long[] values = new long[count];
    long miniblockSize = blockSize / miniblocks;
    int done = 0;
    if (count > 0) {
      values[done++] = value;
    }
    while (done < count) {
      long smallest = in.zigzag();
      int widths = in.skip(miniblocks);
      for (int miniblock = 0; miniblock < miniblocks && done < count; miniblock++) {
        int width = in.bytes[widths + miniblock] & 0xFF;
        if (width > 64) {
          throw new ParquetException("numbers of " + width + " bits");
        }
        int size = (int) Math.min(miniblockSize / 8 * width, in.remaining());
        int from = in.skip(size);
        bits.set(in.bytes, from, from + size);
        int end = (int) Math.min(count, done + miniblockSize);
        while (done < end) {
          value += smallest + bits.nextLong(width);
          values[done++] = value;
        }
      }
    }
    return values;
  }
}
