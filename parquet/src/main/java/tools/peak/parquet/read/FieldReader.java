package tools.peak.parquet.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;

/**
 * Reads columns by their field ids, whoever wrote the file and whatever it calls them: flat ones
 * and maps. Its memory is that of some rows, and of one page and one dictionary a column. Not for
 * use by several threads at once.
 */
public final class FieldReader implements Closeable {
  private static final int MOST_ROWS = 8_192;

  /** About what the rows that are read together take. */
  private static final long BYTES_AT_ONCE = 8L << 20;

  private final FileChannel channel;
  private final TableBudget budget;
  private final Unpacker unpacker = new Unpacker();
  private final Footer footer;
  private final List<LeafReader> leaves = new ArrayList<>();
  private final Map<String, LeafReader> flat = new HashMap<>();
  private final Map<String, MapReader> maps = new HashMap<>();
  private int group = -1;
  private int leftInGroup;
  private int rowsAtOnce;

  private FieldReader(FileChannel channel, List<ParquetField> fields, ParquetLimits limits)
      throws ParquetException, IOException {
    this.channel = channel;
    this.budget = new TableBudget(limits);
    this.footer = Footer.of(channel, limits);
    List<SchemaNode> columns = footer.schema().columns();
    if (columns.stream().noneMatch(SchemaNode::hasIds)) {
      throw new ParquetException("its columns have no field ids");
    }
    for (ParquetField field : fields) {
      for (SchemaNode column : columns) {
        if (column.id() == field.ids().getFirst()) {
          add(field, column);
        }
      }
    }
  }

  /**
   * Opens a file and reads its footer.
   *
   * @param fields what to read, each with its ids
   * @param limits what the rows of each call of {@link #next} may take
   * @throws ParquetException if the file is none that can be read, or a column of another type
   */
  public static FieldReader open(Path file, List<ParquetField> fields, ParquetLimits limits)
      throws ParquetException, IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new FieldReader(channel, fields, limits);
    } catch (ParquetException | IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void add(ParquetField field, SchemaNode column) throws ParquetException {
    if (field.type().isMap()) {
      maps.put(field.name(), new MapReader(field, column, this::leaf));
    } else {
      flat.put(field.name(), leaf(column, field.name()));
    }
  }

  private LeafReader leaf(SchemaNode node, String name) throws ParquetException {
    ColumnDescriptor leaf = node.leaf();
    if (leaf == null) {
      throw new ParquetException("column " + ColumnDescriptor.quoted(name) + " is nested");
    }
    LeafReader reader =
        new LeafReader(name, leaf, node.position(), new FileSource(channel), budget, unpacker);
    leaves.add(reader);
    return reader;
  }

  /** How many rows the footer says that the file has. */
  public long rows() {
    return footer.rows();
  }

  /**
   * The next rows, or null after the last.
   *
   * @throws ParquetException if they can't be read; then no more can
   */
  public @Nullable FieldRows next() throws ParquetException, IOException {
    budget.reset();
    while (leftInGroup == 0) {
      if (group + 1 == footer.rowGroups().size()) {
        return null;
      }
      group++;
      start(footer.rowGroups().get(group));
    }
    int rows = Math.min(rowsAtOnce, leftInGroup);
    leftInGroup -= rows;
    try {
      return rows(rows);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void start(RowGroup rowGroup) throws ParquetException {
    leftInGroup = (int) rowGroup.rows();
    long bytes = 1;
    for (LeafReader leaf : leaves) {
      bytes += leaf.start(rowGroup);
    }
    double rowsOfThat = (double) BYTES_AT_ONCE / bytes * rowGroup.rows();
    rowsAtOnce = (int) Math.clamp(rowsOfThat, 1, MOST_ROWS);
  }

  private FieldRows rows(int rows) throws ParquetException {
    budget.decode(8L * rows * leaves.size());
    Map<String, ParquetColumn> columns = HashMap.newHashMap(flat.size());
    for (Map.Entry<String, LeafReader> column : flat.entrySet()) {
      columns.put(column.getKey(), column.getValue().flat(rows, leftInGroup == 0));
    }
    Map<String, MapRows> read = HashMap.newHashMap(maps.size());
    for (Map.Entry<String, MapReader> map : maps.entrySet()) {
      read.put(map.getKey(), map.getValue().next(rows, leftInGroup == 0));
    }
    return new FieldRows(rows, columns, read);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
