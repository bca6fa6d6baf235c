package tools.peak.parquet;

import java.util.List;

/** What the end of a Parquet file says about the rest of it. */
record Footer(long rows, List<Leaf> leaves, List<RowGroup> rowGroups) {
  static final int MAGIC = 'P' | 'A' << 8 | 'R' << 16 | '1' << 24;
  static final int ENCRYPTED_MAGIC = 'P' | 'A' << 8 | 'R' << 16 | 'E' << 24;

  /** The bytes after the footer itself: its length, and the magic. */
  static final int TAIL = 8;

  /**
   * How many bytes before its tail the footer of a file takes.
   *
   * @param tail the last bytes of the file
   * @param fileSize of the whole file
   */
  static int size(ByteCursor tail, long fileSize) throws ParquetException {
    if (fileSize < 4 + TAIL) {
      throw new ParquetException("cut short, or no Parquet file: " + fileSize + " bytes");
    }
    int size = tail.littleInt();
    int magic = tail.littleInt();
    if (magic == ENCRYPTED_MAGIC) {
      throw new ParquetException("encrypted");
    }
    if (magic != MAGIC) {
      throw new ParquetException("cut short, or no Parquet file: no PAR1 at its end");
    }
    if (size < 0 || size > fileSize - 4 - TAIL) {
      throw new ParquetException(
          "a footer of " + Integer.toUnsignedString(size) + " bytes in a file of " + fileSize);
    }
    return size;
  }
}
