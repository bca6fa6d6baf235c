package tools.peak.parquet.read;

import java.util.List;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Magic;

/** What the end of a Parquet file says about the rest of it. */
record Footer(long rows, List<ColumnDescriptor> leaves, List<RowGroup> rowGroups) {
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
    if (magic == Magic.ENCRYPTED) {
      throw new ParquetException("encrypted");
    }
    if (magic != Magic.PLAIN) {
      throw new ParquetException("cut short, or no Parquet file: no PAR1 at its end");
    }
    if (size < 0 || size > fileSize - 4 - TAIL) {
      throw new ParquetException(
          "a footer of " + Integer.toUnsignedString(size) + " bytes in a file of " + fileSize);
    }
    return size;
  }
}
