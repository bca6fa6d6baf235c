package tools.peak.parquet.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.PhysicalType;

/** Collects texts, each of a dictionary's only once. */
final class TextValues extends ColumnValues {
  /** A string's header, its array's, and the reference to it. */
  static final int STRING_OVERHEAD = 48;

  private static final HexFormat HEX = HexFormat.of();

  private final ColumnDescriptor leaf;
  private final TableBudget budget;
  private @Nullable String[] values = {};
  private String[] dictionary = {};
  private int dictionarySize;

  TextValues(ColumnDescriptor leaf, TableBudget budget) {
    this.leaf = leaf;
    this.budget = budget;
  }

  @Override
  void start(int rows) {
    values = new @Nullable String[rows];
  }

  @Override
  void resize(int rows) {
    values = Arrays.copyOf(values, rows);
  }

  @Override
  void dictionary(ByteCursor plain, int count) throws ParquetException {
    if (dictionary.length < count) {
      dictionary = new String[count];
    }
    dictionarySize = count;
    for (int i = 0; i < count; i++) {
      int size = size(plain);
      dictionary[i] = text(plain.bytes, plain.skip(size), size);
    }
  }

  @Override
  void plain(ByteCursor plain, int row, int count) throws ParquetException {
    String previous = "";
    int previousFrom = 0;
    int previousSize = 0;
    for (int i = row; i < row + count; i++) {
      int size = size(plain);
      int from = plain.skip(size);
      byte[] bytes = plain.bytes;
      boolean same =
          size == previousSize
              && size > 0
              && Arrays.equals(bytes, from, from + size, bytes, previousFrom, previousFrom + size);
      if (!same) {
        previous = text(bytes, from, size);
        previousFrom = from;
        previousSize = size;
      }
      values[i] = previous;
    }
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

  private int size(ByteCursor plain) throws ParquetException {
    return leaf.type() == PhysicalType.BYTE_ARRAY ? plain.littleInt() : leaf.length();
  }

  private String text(byte[] bytes, int from, int size) throws ParquetException {
    budget.decode(STRING_OVERHEAD + (long) size);
    if (leaf.meaning() == LogicalType.TEXT) {
      return new String(bytes, from, size, UTF_8);
    }
    if (leaf.meaning() == LogicalType.UUID && size == 16) {
      ByteBuffer uuid = ByteBuffer.wrap(bytes, from, size);
      return new UUID(uuid.getLong(), uuid.getLong()).toString();
    }
    if (leaf.meaning() == LogicalType.INTERVAL) {
      return Intervals.text(bytes, from);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, size)).toString();
    } catch (CharacterCodingException e) {
      return "0x" + HEX.formatHex(bytes, from, from + size);
    }
  }

  @Override
  ParquetColumn finish(String name, int rows, BitSet missing) {
    // Where a page's values were moved, what stood there before is left.
    for (int row = missing.nextSetBit(0); row >= 0; row = missing.nextSetBit(row + 1)) {
      values[row] = null;
    }
    return leaf.meaning() == LogicalType.INTERVAL
        ? new Lengths(name, Texts.of(values))
        : new Strings(name, Texts.of(values));
  }
}
