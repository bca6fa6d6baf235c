package tools.peak.parquet.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;

/**
 * A Parquet file of any size, read some rows at a time: its memory is that of those rows, and of
 * one page and one dictionary a column. Not for use by several threads at once.
 */
public final class ParquetFile implements Closeable {
  private final FileChannel channel;
  private final Footer footer;
  private final TableBudget budget;
  private final List<Column> columns = new ArrayList<>();
  private int group = -1;
  private int leftInGroup;

  private record Column(ColumnDescriptor leaf, ChunkReader reader, ColumnValues values) {}

  private ParquetFile(FileChannel channel, ParquetLimits limits)
      throws ParquetException, IOException {
    this.channel = channel;
    this.budget = new TableBudget(limits);
    this.footer = Footer.of(channel, limits);
    Unpacker unpacker = new Unpacker();
    for (ColumnDescriptor leaf : footer.schema().flat()) {
      PageSource source = new FileSource(channel);
      ChunkReader reader = new ChunkReader(leaf, source, budget, unpacker, new PageBuffers());
      columns.add(new Column(leaf, reader, ColumnValues.of(leaf, budget)));
    }
  }

  /**
   * Opens a file and reads its footer.
   *
   * @param limits what each table of {@link #next} may take
   * @throws ParquetException if the file is none that can be read
   */
  public static ParquetFile open(Path file, ParquetLimits limits)
      throws ParquetException, IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new ParquetFile(channel, limits);
    } catch (ParquetException | IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** How many rows the whole file has. */
  public long rows() {
    return footer.rows();
  }

  /** The columns' names in the file's order. */
  public List<String> names() {
    return footer.schema().leaves().stream().map(ColumnDescriptor::name).toList();
  }

  /**
   * The next rows, or null after the last.
   *
   * @param most at least 1; there may be fewer rows, since a table ends where a row group does
   * @throws ParquetException if they can't be read; then no more can
   */
  public @Nullable ParquetTable next(int most) throws ParquetException, IOException {
    if (most < 1) {
      throw new IllegalArgumentException(most + " rows");
    }
    budget.reset();
    while (leftInGroup == 0) {
      if (group + 1 == footer.rowGroups().size()) {
        return null;
      }
      group++;
      startGroup(footer.rowGroups().get(group));
    }
    int rows = Math.min(most, leftInGroup);
    budget.decode(8L * rows * columns.size());
    leftInGroup -= rows;
    List<ParquetColumn> read = new ArrayList<>(columns.size());
    for (Column column : columns) {
      try {
        read.add(read(column, rows));
      } catch (ParquetException e) {
        throw new ParquetException("column " + column.leaf.quoted() + ": " + e.getMessage(), e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return new ParquetTable(rows, read);
  }

  private void startGroup(RowGroup rowGroup) {
    leftInGroup = (int) rowGroup.rows();
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).reader.start(rowGroup.chunks().get(column));
    }
  }

  private ParquetColumn read(Column column, int rows) throws ParquetException {
    BitSet missing = new BitSet();
    column.values.start(rows);
    column.reader.read(column.values, missing, 0, rows);
    if (leftInGroup == 0) {
      column.reader.expectEnd();
    }
    return missing.cardinality() == rows
        ? new AllMissing(column.leaf.name(), rows)
        : column.values.finish(column.leaf.name(), rows, missing);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
