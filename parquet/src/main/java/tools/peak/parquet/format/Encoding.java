package tools.peak.parquet.format;

import tools.peak.parquet.ParquetException;

/** The format's own numbers of the ways in which values are written. */
public final class Encoding {
  public static final int PLAIN = 0;
  public static final int PLAIN_DICTIONARY = 2;
  public static final int RLE = 3;
  public static final int DELTA_BINARY_PACKED = 5;
  public static final int DELTA_LENGTH_BYTE_ARRAY = 6;
  public static final int DELTA_BYTE_ARRAY = 7;
  public static final int RLE_DICTIONARY = 8;
  public static final int BYTE_STREAM_SPLIT = 9;

  private static final String[] NAMES = {
    "PLAIN",
    "number 1",
    "PLAIN_DICTIONARY",
    "RLE",
    "BIT_PACKED",
    "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY",
    "DELTA_BYTE_ARRAY",
    "RLE_DICTIONARY",
    "BYTE_STREAM_SPLIT"
  };

  private Encoding() {}

  /** What the format calls it. */
  public static String name(int encoding) {
    return encoding >= 0 && encoding < NAMES.length ? NAMES[encoding] : "number " + encoding;
  }

  /**
   * Says that it is not read.
   *
   * @param of what is written in it
   */
  public static ParquetException unread(int encoding, Object of) {
    return new ParquetException(
        of
            + " in encoding "
            + name(encoding)
            + ", which is not read: write it in PLAIN or with a dictionary");
  }
}
