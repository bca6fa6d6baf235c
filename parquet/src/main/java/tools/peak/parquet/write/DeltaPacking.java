package tools.peak.parquet.write;

import tools.peak.parquet.format.ByteSink;

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
  private final ByteSink blocks = new ByteSink();
  private int count;
  private int pending;
  private long first;
  private long previous;

  /**
   * @param bits of a value: the differences of 32-bit values are 32 bits too, and may wrap around
   */
  DeltaPacking(int bits) {
    this.mask = -1L >>> (Long.SIZE - bits);
  }

  int count() {
    return count;
  }

  /** Takes a value; a block of them is packed as soon as it is full. */
  void add(long value) {
    if (count++ == 0) {
      first = value;
    } else {
      long delta = value - previous;
      deltas[pending++] = mask == -1L ? delta : (int) delta;
      if (pending == BLOCK) {
        pack();
      }
    }
    previous = value;
  }

  /** Writes all that was added. */
  void write(ByteSink out) {
    if (pending > 0) {
      pack();
    }
    out.varint(BLOCK);
    out.varint(MINIBLOCKS);
    out.varint(count);
    out.zigzag(count == 0 ? 0 : first);
    out.put(blocks.bytes(), blocks.size());
  }

  void clear() {
    blocks.clear();
    count = 0;
    pending = 0;
  }

  private void pack() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < pending; i++) {
      least = Math.min(least, deltas[i]);
    }
    blocks.zigzag(least);
    int widths = blocks.grow(MINIBLOCKS);
    for (int mini = 0; mini < MINIBLOCKS; mini++) {
      int at = mini * MINIBLOCK;
      int width = at < pending ? width(at, Math.min(pending, at + MINIBLOCK), least) : 0;
      blocks.bytes()[widths + mini] = (byte) width;
      if (width > 0) {
        BitPacking.write(deltas, at, MINIBLOCK, width, blocks);
      }
    }
    pending = 0;
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
