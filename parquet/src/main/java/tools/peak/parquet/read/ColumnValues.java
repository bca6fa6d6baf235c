package tools.peak.parquet.read;

import java.util.BitSet;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;

/**
 * Collects the values of one column. They come packed, without the missing ones, from plain bytes
 * or through the dictionary, and are then moved to their rows.
 */
abstract sealed class ColumnValues permits LongValues, DoubleValues, TextValues, BooleanValues {

  /** What takes the values of a column of that kind. */
  static ColumnValues of(ColumnDescriptor leaf, TableBudget budget) throws ParquetException {
    if (leaf.trouble() != null) {
      throw new ParquetException(leaf.trouble());
    }
    return switch (leaf.type()) {
      case BOOLEAN -> new BooleanValues();
      case INT32, INT64, INT96 -> new LongValues(leaf, budget);
      case FLOAT, DOUBLE -> new DoubleValues(leaf);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          leaf.meaning() == LogicalType.DECIMAL || leaf.meaning() == LogicalType.FLOAT16
              ? new DoubleValues(leaf)
              : new TextValues(leaf, budget);
    };
  }

  /** Makes room for that many rows of a new table. */
  abstract void start(int rows);

  /** Makes room for just that many rows of the table that was begun. */
  abstract void resize(int rows);

  /** Takes a dictionary of that many values, in plain encoding. */
  abstract void dictionary(ByteCursor plain, int count) throws ParquetException;

  /** Takes the next values, in plain encoding, and puts them at a row and behind. */
  abstract void plain(ByteCursor plain, int row, int count) throws ParquetException;

  /** Takes values by their place in the dictionary, and puts them at a row and behind. */
  abstract void lookup(int[] indices, int row, int count) throws ParquetException;

  /** Copies a value from a row to a later one. */
  abstract void move(int fromRow, int toRow);

  /** The column, which then owns what was collected. */
  abstract ParquetColumn finish(String name, int rows, BitSet missing) throws ParquetException;

  /** Moves the values that lie packed at a row and behind to the rows that have one. */
  final void spread(int row, int count, int present, BitSet missing) {
    int from = row + present;
    for (int to = row + count - 1; to >= from; to--) {
      if (!missing.get(to)) {
        from--;
        move(from, to);
      }
    }
  }

  static ParquetException noSuchEntry(int index, int size) {
    return new ParquetException(
        "entry " + Integer.toUnsignedString(index) + " of a dictionary of " + size);
  }
}
