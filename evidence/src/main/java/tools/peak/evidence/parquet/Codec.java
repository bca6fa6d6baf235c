package tools.peak.evidence.parquet;

/** How the pages of a column are compressed; in the order of the format's own numbers. */
enum Codec {
  UNCOMPRESSED,
  SNAPPY,
  GZIP,
  LZO,
  BROTLI,
  LZ4,
  ZSTD,
  LZ4_RAW;

  private static final Codec[] BY_NUMBER = values();

  static Codec of(int number) throws ParquetException {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new ParquetException("an unknown compression, number " + number);
    }
    return BY_NUMBER[number];
  }
}
