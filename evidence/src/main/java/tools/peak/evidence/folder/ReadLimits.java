package tools.peak.evidence.folder;

/**
 * What a run folder may cost to read: the memory of a reader is bounded by these.
 *
 * @param maxFileSize bytes of any one file
 * @param maxJsonSize bytes of a JSON file, which is held in memory whole
 * @param maxParquetSize bytes of a Parquet file, which is held in memory whole
 * @param maxPoints points of a curve
 * @param maxTrades rows of a trades file, which may pack very many into very few bytes
 */
public record ReadLimits(
    long maxFileSize, int maxJsonSize, int maxParquetSize, int maxPoints, int maxTrades) {
  /** 1 GiB a file, 16 MiB of JSON, 128 MiB of Parquet, 10 million points, 4 million trades. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(1L << 30, 16 << 20, 128 << 20, 10_000_000, 4_000_000);

  public ReadLimits {
    if (maxFileSize < 1
        || maxJsonSize < 1
        || maxParquetSize < 1
        || maxPoints < 1
        || maxTrades < 1) {
      throw new IllegalArgumentException("a limit must be at least 1");
    }
  }

  /** The same with another size of any one file, in bytes. */
  public ReadLimits withMaxFileSize(long bytes) {
    return new ReadLimits(bytes, maxJsonSize, maxParquetSize, maxPoints, maxTrades);
  }
}
