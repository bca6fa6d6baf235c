package tools.peak.parquet.read;

import java.util.BitSet;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;

/** Collects booleans, which come as 0 and 1. */
final class BooleanValues extends ColumnValues {
  private BitSet values = new BitSet();

  @Override
  void start(int rows) {
    values = new BitSet(rows);
  }

  @Override
  void resize(int rows) {}

  @Override
  void dictionary(ByteCursor plain, int count) throws ParquetException {
    throw new ParquetException("a dictionary of booleans");
  }

  @Override
  void plain(ByteCursor plain, int row, int count) throws ParquetException {
    throw new ParquetException("booleans in an encoding that is not read");
  }

  @Override
  void lookup(int[] indices, int row, int count) {
    for (int i = 0; i < count; i++) {
      values.set(row + i, indices[i] != 0);
    }
  }

  @Override
  void move(int fromRow, int toRow) {
    values.set(toRow, values.get(fromRow));
  }

  @Override
  ParquetColumn finish(String name, int rows, BitSet missing) {
    return Booleans.of(name, rows, values, missing);
  }
}
