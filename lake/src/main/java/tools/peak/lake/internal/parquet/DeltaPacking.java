package tools.peak.lake.internal.parquet;

import tools.peak.evidence.parquet.ByteSink;

/**
 * Parquet's DELTA_BINARY_PACKED: the differences of neighbours, in as many bits as they need. Times
 * an hour apart and ordinals take next to nothing.
 */
final class DeltaPacking {
  private static final int BLOCK = 128;
  private static final int MINIBLOCKS = 4;
  private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

  private final long mask;
  private final long[] deltas = new long[BLOCK];

  /**
   * @param bits of a value: the differences of 32-bit values are 32 bits too, and may wrap around
   */
  DeltaPacking(int bits) {
    this.mask = -1L >>> (Long.SIZE - bits);
  }

  void write(long[] values, int count, ByteSink out) {
    out.varint(BLOCK);
    out.varint(MINIBLOCKS);
    out.varint(count);
    out.zigzag(count == 0 ? 0 : values[0]);
    for (int from = 1; from < count; from += BLOCK) {
      block(values, from, Math.min(BLOCK, count - from), out);
    }
  }

  private void block(long[] values, int from, int count, ByteSink out) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      long delta = values[from + i] - values[from + i - 1];
      deltas[i] = mask == -1L ? delta : (int) delta;
      least = Math.min(least, deltas[i]);
    }
    out.zigzag(least);
    int widths = out.grow(MINIBLOCKS);
    for (int mini = 0; mini < MINIBLOCKS; mini++) {
      int at = mini * MINIBLOCK;
      int width = at < count ? width(at, Math.min(count, at + MINIBLOCK), least) : 0;
      out.bytes()[widths + mini] = (byte) width;
      if (width > 0) {
        BitPacking.write(deltas, at, MINIBLOCK, width, out);
      }
    }
  }

  /** Makes the differences relative to the least; gives the bits of the greatest. */
  private int width(int from, int to, long least) {
    long any = 0;
    for (int i = from; i < to; i++) {
      deltas[i] = (deltas[i] - least) & mask;
      any |= deltas[i];
    }
    for (int i = to; i < from + MINIBLOCK; i++) {
      deltas[i] = 0;
    }
    return Long.SIZE - Long.numberOfLeadingZeros(any);
  }
}
