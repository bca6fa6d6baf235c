package tools.peak.parquet.format;

import tools.peak.parquet.ParquetException;

/** How the pages of a column are compressed; in the order of the format's own numbers. */
public enum Codec {
  UNCOMPRESSED(0, "nothing"),
  SNAPPY(1, "Snappy"),
  GZIP(2, "gzip"),
  LZO(3, "LZO"),
  BROTLI(4, "Brotli"),
  LZ4(5, "LZ4 in Hadoop's frames"),
  ZSTD(6, "Zstandard"),
  LZ4_RAW(7, "LZ4");

  private static final Codec[] BY_NUMBER = values();

  private static final String REMEDY = ": write it with zstd or snappy";

  /** What the format calls it. */
  public final int number;

  private final String title;

  Codec(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public static Codec of(int number) throws ParquetException {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new ParquetException("compressed in an unknown way, number " + number + REMEDY);
    }
    return BY_NUMBER[number];
  }

  /** Says that it is one of those that are not read. */
  public ParquetException unread() {
    return new ParquetException("compressed with " + title + ", which is not read" + REMEDY);
  }
}
