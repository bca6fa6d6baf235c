package tools.peak.parquet.format;

import tools.peak.parquet.ParquetException;

/** How the pages of a column are compressed; in the order of the format's own numbers. */
public enum Codec {
  UNCOMPRESSED(0),
  SNAPPY(1),
  GZIP(2),
  LZO(3),
  BROTLI(4),
  LZ4(5),
  ZSTD(6),
  LZ4_RAW(7);

  private static final Codec[] BY_NUMBER = values();

  /** What the format calls it. */
  public final int number;

  Codec(int number) {
    this.number = number;
  }

  public static Codec of(int number) throws ParquetException {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new ParquetException("an unknown compression, number " + number);
    }
    return BY_NUMBER[number];
  }
}
