package tools.peak.parquet.read;

import java.util.BitSet;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;

/** Reads a column of plain values some rows at a time, flat or within a map. */
final class LeafReader {
  private final String name;
  private final ColumnDescriptor leaf;
  private final int position;
  private final ChunkReader chunk;
  private final ColumnValues values;

  /**
   * @param name what to call it, in what is read and in messages
   * @param position the column's place in a row group
   */
  LeafReader(
      String name,
      ColumnDescriptor leaf,
      int position,
      PageSource source,
      TableBudget budget,
      Unpacker unpacker)
      throws ParquetException {
    this.name = name;
    this.leaf = leaf;
    this.position = position;
    this.chunk = new ChunkReader(leaf, source, budget, unpacker, new PageBuffers());
    this.values = ColumnValues.of(leaf, budget);
  }

  /** Begins a row group, and gives how many bytes it claims to have there. */
  long start(RowGroup group) throws ParquetException {
    ColumnChunk its = group.chunks().get(position);
    try {
      chunk.start(its);
    } catch (ParquetException e) {
      throw failure(e);
    }
    return Math.max(its.size(), its.unpacked());
  }

  /**
   * The next rows of a flat column.
   *
   * @param isEnd whether the row group ends with them
   */
  ParquetColumn flat(int rows, boolean isEnd) throws ParquetException {
    if (leaf.maxRepetition() > 0) {
      throw failure("has many values a row");
    }
    try {
      BitSet missing = new BitSet();
      values.start(rows);
      chunk.read(values, missing, 0, rows);
      if (isEnd) {
        chunk.expectEnd();
      }
      return missing.cardinality() == rows
          ? new AllMissing(name, rows)
          : values.finish(name, rows, missing);
    } catch (ParquetException e) {
      throw failure(e);
    }
  }

  /** The levels and values of the next rows of a column within a map. */
  Leveled leveled(int rows, boolean isEnd) throws ParquetException {
    try {
      values.start(0);
      Entries entries = chunk.readEntries(values, rows);
      if (isEnd) {
        chunk.expectEnd();
      }
      return new Leveled(entries, values.finish(name, entries.size(), entries.missing()));
    } catch (ParquetException e) {
      throw failure(e);
    }
  }

  /** A column's entries, and as many values, which stand where an entry has one. */
  record Leveled(Entries entries, ParquetColumn values) {}

  ParquetException failure(String what) {
    return new ParquetException("column " + ColumnDescriptor.quoted(name) + " " + what);
  }

  private ParquetException failure(ParquetException e) {
    return new ParquetException(
        "column " + ColumnDescriptor.quoted(name) + ": " + e.getMessage(), e);
  }
}
