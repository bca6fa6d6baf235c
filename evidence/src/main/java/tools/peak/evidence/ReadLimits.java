package tools.peak.evidence;

/**
 * What a run folder may cost to read: the memory of a reader is bounded by these.
 *
 * @param maxFileSize bytes of any one file
 * @param maxJsonSize bytes of a JSON file, which is held in memory whole
 * @param maxParquetSize bytes of a Parquet file, which is held in memory whole
 * @param maxRows points of a curve, trades of a file
 */
public record ReadLimits(long maxFileSize, int maxJsonSize, int maxParquetSize, int maxRows) {
  public static final ReadLimits DEFAULT =
      new ReadLimits(1L << 30, 16 << 20, 128 << 20, 10_000_000);

  public ReadLimits {
    if (maxFileSize < 1 || maxJsonSize < 1 || maxParquetSize < 1 || maxRows < 1) {
      throw new IllegalArgumentException("a limit must be at least 1");
    }
  }

  /** The same with another size of any one file, in bytes. */
  public ReadLimits withMaxFileSize(long bytes) {
    return new ReadLimits(bytes, maxJsonSize, maxParquetSize, maxRows);
  }
}
