package tools.peak.parquet.read;

import static tools.peak.parquet.format.ThriftReader.id;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.ThriftReader;

/** How many rows a file says it has, whatever its columns are: it reads the footer alone. */
public final class RowCount {
  private RowCount() {}

  /**
   * Counts the rows of a file.
   *
   * @throws ParquetException if it is cut short, or its footer is no footer
   */
  public static long of(Path file) throws ParquetException, IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      FileSource source = new FileSource(channel);
      ByteCursor cursor = new ByteCursor();
      int tail = (int) Math.min(size, Footer.TAIL);
      source.load(cursor, size - tail, tail);
      int footer = Footer.size(cursor, size);
      source.load(cursor, size - tail - footer, footer);
      return rows(new ThriftReader(cursor));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long rows(ThriftReader thrift) throws ParquetException {
    long rows = -1;
    long counted = 0;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 3 -> rows = thrift.i64(field);
        case 4 -> counted = rowGroups(thrift, thrift.structs(field));
        default -> thrift.skip(field);
      }
    }
    if (counted != rows) {
      throw new ParquetException(
          "footer: " + rows + " rows, but " + counted + " in its row groups");
    }
    return rows;
  }

  private static long rowGroups(ThriftReader thrift, int groups) throws ParquetException {
    long rows = 0;
    for (int group = 0; group < groups; group++) {
      int id = 0;
      for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
        id = id(field);
        if (id == 3) {
          rows += thrift.i64(field);
        } else {
          thrift.skip(field);
        }
      }
    }
    return rows;
  }
}
