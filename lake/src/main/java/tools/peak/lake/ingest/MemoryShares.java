package tools.peak.lake.ingest;

/**
 * How a pass divides the heap. Two batches are in memory at a time, one that is written and one
 * that is read, each up to a run larger than its share, and what is read ahead.
 *
 * @param batch decoded bytes after which a batch is loaded
 * @param ahead source bytes that are read before somebody takes them
 */
record MemoryShares(long batch, long ahead) {
  private static final long MIB = 1L << 20;

  static MemoryShares of(long heap) {
    return new MemoryShares(
        Math.clamp(heap / 8, 8 * MIB, 160 * MIB), Math.clamp(heap / 32, 2 * MIB, 64 * MIB));
  }
}
