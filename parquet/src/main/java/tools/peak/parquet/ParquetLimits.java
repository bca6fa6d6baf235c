package tools.peak.parquet;

/**
 * What a Parquet file may make the reader allocate, whatever the file itself claims.
 *
 * @param maxColumns the most columns a file may have
 * @param maxBytes the most memory, in bytes, that the decoded values of one table may take, and
 *     also the most bytes that its pages may unpack to
 */
public record ParquetLimits(int maxColumns, long maxBytes) {
  /** 2,000 columns, 256 MiB. */
  public static final ParquetLimits DEFAULT = new ParquetLimits(2_000, 256L << 20);

  public ParquetLimits {
    if (maxColumns < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(maxColumns + " columns, " + maxBytes + " bytes");
    }
  }
}
