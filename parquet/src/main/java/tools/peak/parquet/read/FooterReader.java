package tools.peak.parquet.read;

import static tools.peak.parquet.format.ThriftReader.id;

import java.util.ArrayList;
import java.util.List;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Codec;
import tools.peak.parquet.format.PhysicalType;
import tools.peak.parquet.format.ThriftReader;

/** Reads a footer, and believes none of its sizes and places before they are checked. */
final class FooterReader {
  private final ThriftReader thrift;
  private final SchemaReader schema;

  FooterReader(ByteCursor in, ParquetLimits limits) {
    this.thrift = new ThriftReader(in);
    this.schema = new SchemaReader(thrift, limits);
  }

  /**
   * Reads the footer that the cursor stands at.
   *
   * @param dataEnd where in the file the footer begins: all pages lie before
   */
  Footer read(long dataEnd) throws ParquetException {
    try {
      return fileMetaData(dataEnd);
    } catch (ParquetException e) {
      throw new ParquetException("footer: " + e.getMessage(), e);
    }
  }

  private Footer fileMetaData(long dataEnd) throws ParquetException {
    FileSchema columns = FileSchema.NONE;
    List<RowGroup> rowGroups = List.of();
    String arrow = "";
    long rows = -1;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 2 -> columns = schema.schema(field);
        case 3 -> rows = thrift.i64(field);
        case 4 -> rowGroups = rowGroups(field, columns.leaves(), dataEnd);
        case 5 -> arrow = metadata(field, arrow);
        case 8 -> throw new ParquetException("encrypted");
        default -> thrift.skip(field);
      }
    }
    long counted = 0;
    for (RowGroup group : rowGroups) {
      counted = Math.addExact(counted, group.rows());
    }
    if (counted != rows) {
      throw new ParquetException(rows + " rows, but " + counted + " in its row groups");
    }
    return new Footer(
        rows, arrow.isEmpty() ? columns : ArrowSchema.told(arrow, columns), rowGroups);
  }

  /** What stands under Arrow's key, or else what stood there before. */
  private String metadata(int field, String before) throws ParquetException {
    String found = before;
    int size = thrift.structs(field);
    for (int entry = 0; entry < size; entry++) {
      String key = "";
      String value = "";
      int id = 0;
      for (int inner = thrift.field(id); inner != 0; inner = thrift.field(id)) {
        id = id(inner);
        switch (id) {
          case 1 -> key = thrift.string(inner);
          case 2 -> {
            if (key.equals(ArrowSchema.KEY)) {
              value = thrift.string(inner);
            } else {
              thrift.skip(inner);
            }
          }
          default -> thrift.skip(inner);
        }
      }
      found = value.isEmpty() ? found : value;
    }
    return found;
  }

  private List<RowGroup> rowGroups(int field, List<ColumnDescriptor> leaves, long dataEnd)
      throws ParquetException {
    int size = thrift.structs(field);
    List<RowGroup> groups = new ArrayList<>(Math.min(size, 16));
    for (int group = 0; group < size; group++) {
      groups.add(rowGroup(leaves, dataEnd));
    }
    return groups;
  }

  private RowGroup rowGroup(List<ColumnDescriptor> leaves, long dataEnd) throws ParquetException {
    List<ColumnChunk> chunks = List.of();
    long rows = -1;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> chunks = chunks(field, leaves, dataEnd);
        case 3 -> rows = thrift.i64(field);
        default -> thrift.skip(field);
      }
    }
    if (rows < 0 || rows > Integer.MAX_VALUE - 16) {
      throw new ParquetException("a row group of " + rows + " rows");
    }
    if (chunks.size() != leaves.size()) {
      throw new ParquetException(leaves.size() + " columns, but a row group of " + chunks.size());
    }
    for (int column = 0; column < chunks.size(); column++) {
      ColumnChunk chunk = chunks.get(column);
      boolean isFlat = leaves.get(column).maxRepetition() == 0;
      if (isFlat && chunk.trouble() == null && chunk.values() != rows) {
        chunks.set(
            column,
            ColumnChunk.unreadable("has " + chunk.values() + " values in " + rows + " rows"));
      }
    }
    return new RowGroup(rows, chunks);
  }

  private List<ColumnChunk> chunks(int field, List<ColumnDescriptor> leaves, long dataEnd)
      throws ParquetException {
    int size = thrift.structs(field);
    if (size != leaves.size()) {
      throw new ParquetException(leaves.size() + " columns, but a row group of " + size);
    }
    List<ColumnChunk> chunks = new ArrayList<>(size);
    for (ColumnDescriptor leaf : leaves) {
      chunks.add(chunk(leaf, dataEnd));
    }
    return chunks;
  }

  /** What is wrong with one column is its own trouble, as long as the footer goes on behind it. */
  private ColumnChunk chunk(ColumnDescriptor leaf, long dataEnd) throws ParquetException {
    ColumnChunk chunk = ColumnChunk.unreadable("has no metadata");
    String trouble = null;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> {
          trouble = "lies in another file";
          thrift.skip(field);
        }
        case 3 -> chunk = chunkMetaData(field, leaf, dataEnd);
        case 8, 9 -> {
          trouble = "is encrypted";
          thrift.skip(field);
        }
        default -> thrift.skip(field);
      }
    }
    return trouble == null ? chunk : ColumnChunk.unreadable(trouble);
  }

  private ColumnChunk chunkMetaData(int structField, ColumnDescriptor leaf, long dataEnd)
      throws ParquetException {
    thrift.struct(structField);
    int type = -1;
    int codec = -1;
    long values = -1;
    long size = -1;
    long unpacked = 0;
    long dataPage = -1;
    long dictionaryPage = 0;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> type = thrift.i32(field);
        case 4 -> codec = thrift.i32(field);
        case 5 -> values = thrift.i64(field);
        case 6 -> unpacked = thrift.i64(field);
        case 7 -> size = thrift.i64(field);
        case 9 -> dataPage = thrift.i64(field);
        case 11 -> dictionaryPage = thrift.i64(field);
        default -> thrift.skip(field);
      }
    }
    try {
      if (type >= 0 && PhysicalType.of(type) != leaf.type()) {
        return ColumnChunk.unreadable("is " + leaf.type() + " and " + PhysicalType.of(type));
      }
      Codec its = codec < 0 ? Codec.UNCOMPRESSED : Codec.of(codec);
      return chunk(its, from(dataPage, dictionaryPage), size, unpacked, values, dataEnd);
    } catch (ParquetException e) {
      return ColumnChunk.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static long from(long dataPage, long dictionaryPage) {
    // Some writers leave a 0, or the data page's own place, where there is no dictionary.
    return dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;
  }

  private static ColumnChunk chunk(
      Codec codec, long from, long size, long unpacked, long values, long dataEnd)
      throws ParquetException {
    if (size < 0 || from < 0 || from > dataEnd || size > dataEnd - from) {
      throw new ParquetException("lies outside of the file");
    }
    if (values < 0) {
      throw new ParquetException("has " + values + " values");
    }
    return new ColumnChunk(codec, from, size, Math.max(0, unpacked), values, null);
  }
}
