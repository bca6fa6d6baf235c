package tools.peak.parquet.format;

import tools.peak.parquet.ParquetException;

/** How a Parquet file stores a column's values; in the order of the format's own numbers. */
public enum PhysicalType {
  BOOLEAN(0, 0),
  INT32(1, 4),
  INT64(2, 8),
  INT96(3, 12),
  FLOAT(4, 4),
  DOUBLE(5, 8),
  BYTE_ARRAY(6, 0),
  FIXED_LEN_BYTE_ARRAY(7, 0);

  private static final PhysicalType[] BY_NUMBER = values();

  /** What the format calls it. */
  public final int number;

  /** Bytes a value in plain encoding, 0 where that depends on the column or the value. */
  public final int width;

  PhysicalType(int number, int width) {
    this.number = number;
    this.width = width;
  }

  public static PhysicalType of(int number) throws ParquetException {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new ParquetException("an unknown type, number " + number);
    }
    return BY_NUMBER[number];
  }
}
