package tools.peak.evidence.folder;

import tools.peak.evidence.Budget;

/**
 * What a run folder may cost to read: the memory of a reader is bounded by these.
 *
 * @param maxFileSize bytes of any one file
 * @param maxJsonSize bytes of a JSON file, which is held in memory whole
 * @param maxParquetSize bytes of a Parquet file, which is held in memory whole
 * @param maxPoints points of a curve
 * @param maxTrades rows of a trades file, which may pack very many into very few bytes
 * @param maxHeap bytes of heap of all that is decoded of a folder
 */
public record ReadLimits(
    long maxFileSize,
    int maxJsonSize,
    int maxParquetSize,
    int maxPoints,
    int maxTrades,
    long maxHeap) {
  /**
   * 1 GiB a file, 16 MiB of JSON, 128 MiB of Parquet, 10 million points, 4 million trades, a
   * quarter of the heap.
   */
  public static final ReadLimits DEFAULT =
      new ReadLimits(1L << 30, 16 << 20, 128 << 20, 10_000_000, 4_000_000, Budget.ofHeap());

  public ReadLimits {
    if (maxFileSize < 1
        || maxJsonSize < 1
        || maxParquetSize < 1
        || maxPoints < 1
        || maxTrades < 1
        || maxHeap < 1) {
      throw new IllegalArgumentException("a limit must be at least 1");
    }
  }

  /** The same with another size of any one file, in bytes. */
  public ReadLimits withMaxFileSize(long bytes) {
    return new ReadLimits(bytes, maxJsonSize, maxParquetSize, maxPoints, maxTrades, maxHeap);
  }

  /** The same with another share of the heap, in bytes. */
  public ReadLimits withMaxHeap(long bytes) {
    return new ReadLimits(maxFileSize, maxJsonSize, maxParquetSize, maxPoints, maxTrades, bytes);
  }
}
