package tools.peak.parquet.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.PhysicalType;

/** Collects floating point numbers, and decimals that are stored as bytes. */
final class DoubleValues extends ColumnValues {
  /** No engine has decimals of more than 32 bytes. */
  private static final int MAX_DECIMAL_SIZE = 64;

  private final ColumnDescriptor leaf;
  private double[] values = {};
  private double[] dictionary = {};
  private int dictionarySize;

  DoubleValues(ColumnDescriptor leaf) throws ParquetException {
    this.leaf = leaf;
    if (leaf.meaning() == LogicalType.FLOAT16
        && (leaf.type() != PhysicalType.FIXED_LEN_BYTE_ARRAY || leaf.length() != 2)) {
      throw new ParquetException("half floats of other than 2 bytes");
    }
  }

  @Override
  void start(int rows) {
    values = new double[rows];
  }

  @Override
  void resize(int rows) {
    values = Arrays.copyOf(values, rows);
  }

  @Override
  void dictionary(ByteCursor plain, int count) throws ParquetException {
    if (dictionary.length < count) {
      dictionary = new double[count];
    }
    dictionarySize = count;
    decode(plain, dictionary, 0, count);
  }

  @Override
  void plain(ByteCursor plain, int row, int count) throws ParquetException {
    decode(plain, values, row, count);
  }

  @Override
  void lookup(int[] indices, int row, int count) throws ParquetException {
    for (int i = 0; i < count; i++) {
      int index = indices[i];
      if (Integer.compareUnsigned(index, dictionarySize) >= 0) {
        throw noSuchEntry(index, dictionarySize);
      }
      values[row + i] = dictionary[index];
    }
  }

  @Override
  void move(int fromRow, int toRow) {
    values[toRow] = values[fromRow];
  }

  private void decode(ByteCursor plain, double[] into, int at, int count) throws ParquetException {
    switch (leaf.type()) {
      case DOUBLE -> {
        int from = plain.skip(8L * count);
        for (int i = 0; i < count; i++) {
          into[at + i] =
              Double.longBitsToDouble((long) ByteCursor.LONG.get(plain.bytes, from + 8 * i));
        }
      }
      case FLOAT -> {
        int from = plain.skip(4L * count);
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.intBitsToFloat((int) ByteCursor.INT.get(plain.bytes, from + 4 * i));
        }
      }
      case BOOLEAN, INT32, INT64, INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = fromBytes(plain);
        }
      }
    }
  }

  private double fromBytes(ByteCursor plain) throws ParquetException {
    int size = leaf.type() == PhysicalType.BYTE_ARRAY ? plain.littleInt() : leaf.length();
    if (size < 1 || size > MAX_DECIMAL_SIZE) {
      throw new ParquetException("a decimal of " + size + " bytes");
    }
    int from = plain.skip(size);
    if (leaf.meaning() == LogicalType.FLOAT16) {
      int bits = (plain.bytes[from] & 0xFF) | plain.bytes[from + 1] << 8;
      return Float.float16ToFloat((short) bits);
    }
    return new BigDecimal(new BigInteger(plain.bytes, from, size), leaf.scale()).doubleValue();
  }

  @Override
  ParquetColumn finish(String name, int rows, BitSet missing) {
    return new Numbers(name, Doubles.of(values, missing));
  }
}
