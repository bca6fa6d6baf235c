package tools.peak.evidence.parquet;

/** How a Parquet file stores a column's values; in the order of the format's own numbers. */
enum Physical {
  BOOLEAN(0),
  INT32(4),
  INT64(8),
  INT96(12),
  FLOAT(4),
  DOUBLE(8),
  BYTE_ARRAY(0),
  FIXED_LEN_BYTE_ARRAY(0);

  private static final Physical[] BY_NUMBER = values();

  /** Bytes a value in plain encoding, 0 where that depends on the column or the value. */
  final int width;

  Physical(int width) {
    this.width = width;
  }

  static Physical of(int number) throws ParquetException {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new ParquetException("an unknown type, number " + number);
    }
    return BY_NUMBER[number];
  }
}
