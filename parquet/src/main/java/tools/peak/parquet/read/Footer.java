package tools.peak.parquet.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Magic;

/** What the end of a Parquet file says about the rest of it. */
record Footer(long rows, FileSchema schema, List<RowGroup> rowGroups) {
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

  /** Reads the footer of a file. */
  static Footer of(FileChannel channel, ParquetLimits limits) throws ParquetException, IOException {
    try {
      long size = channel.size();
      FileSource source = new FileSource(channel);
      ByteCursor cursor = new ByteCursor();
      int tail = (int) Math.min(size, TAIL);
      source.load(cursor, size - tail, tail);
      int footerSize = size(cursor, size);
      new TableBudget(limits).decode(footerSize);
      long dataEnd = size - tail - footerSize;
      source.load(cursor, dataEnd, footerSize);
      return new FooterReader(cursor, limits).read(dataEnd);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
