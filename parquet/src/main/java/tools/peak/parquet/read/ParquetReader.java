package tools.peak.parquet.read;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Unread;
import tools.peak.parquet.format.ByteCursor;

/** Decodes Parquet files one after the other, and keeps its buffers between them: one a thread. */
public final class ParquetReader {
  private final ParquetLimits limits;
  private final TableBudget budget;
  private final Unpacker unpacker = new Unpacker();
  private final PageBuffers scratch = new PageBuffers();

  public ParquetReader(ParquetLimits limits) {
    this.limits = limits;
    this.budget = new TableBudget(limits);
  }

  /**
   * Decodes a whole file.
   *
   * @param bytes the file's content
   * @param length how many of the bytes are the file
   * @throws ParquetException for every file of which a column can't be read, or only beyond the
   *     limits
   */
  public ParquetTable read(byte[] bytes, int length) throws ParquetException {
    ParquetTable table = readable(bytes, length, limits.maxBytes());
    for (ParquetColumn column : table.columns()) {
      if (column instanceof Unread(String name, _, String why)) {
        throw new ParquetException("column " + ColumnDescriptor.quoted(name) + ": " + why);
      }
    }
    return table;
  }

  /**
   * Decodes what can be read of a file: a column that can't be is {@link Unread}.
   *
   * @param maxBytes what the table and its pages may take, in place of the limit
   * @throws ParquetException if the file as a whole can't be read, or only beyond the limits
   */
  public ParquetTable readable(byte[] bytes, int length, long maxBytes) throws ParquetException {
    Objects.checkFromToIndex(0, length, bytes.length);
    budget.reset(maxBytes);
    try {
      return table(footer(bytes, length), new ByteSource(bytes));
    } finally {
      scratch.trim();
    }
  }

  /** Bytes of memory that the table which was read last takes. */
  public long decoded() {
    return budget.decoded();
  }

  private Footer footer(byte[] bytes, int length) throws ParquetException {
    ByteCursor cursor = new ByteCursor();
    cursor.set(bytes, Math.max(0, length - Footer.TAIL), length);
    int size = Footer.size(cursor, length);
    int end = length - Footer.TAIL;
    cursor.set(bytes, end - size, end);
    return new FooterReader(cursor, limits).read(end - size);
  }

  private ParquetTable table(Footer footer, PageSource source) throws ParquetException {
    int rows = (int) footer.rows();
    if (rows != footer.rows()) {
      throw ParquetException.tooLarge(footer.rows() + " rows");
    }
    List<ParquetColumn> columns = new ArrayList<>();
    for (SchemaNode column : footer.schema().columns()) {
      columns.add(column(column, footer, rows, source));
    }
    return new ParquetTable(rows, columns);
  }

  private ParquetColumn column(SchemaNode node, Footer footer, int rows, PageSource source)
      throws ParquetException {
    if (!node.isFlat()) {
      return new Unread(node.name(), rows, FileSchema.NESTED);
    }
    budget.decode(8L * rows);
    try {
      return column(footer, node.position(), rows, source);
    } catch (ParquetException e) {
      if (e.isTooLarge()) {
        throw new ParquetException(
            "column " + ColumnDescriptor.quoted(node.name()) + ": " + e.getMessage(), e);
      }
      return new Unread(node.name(), rows, String.valueOf(e.getMessage()));
    }
  }

  private ParquetColumn column(Footer footer, int column, int rows, PageSource source)
      throws ParquetException {
    ColumnDescriptor leaf = footer.schema().leaves().get(column);
    ChunkReader reader = new ChunkReader(leaf, source, budget, unpacker, scratch);
    ColumnValues values = ColumnValues.of(leaf, budget);
    values.start(rows);
    BitSet missing = new BitSet();
    int row = 0;
    for (RowGroup group : footer.rowGroups()) {
      reader.start(group.chunks().get(column));
      reader.read(values, missing, row, (int) group.rows());
      reader.expectEnd();
      row += (int) group.rows();
    }
    return missing.cardinality() == rows
        ? new AllMissing(leaf.name(), rows)
        : values.finish(leaf.name(), rows, missing);
  }
}
