package tools.peak.parquet;

import java.util.List;

/** Writes the footer of a file of flat, optional columns in at most one row group. */
final class FooterWriter {
  private static final int OPTIONAL = 1;

  private final ByteSink out;
  private final ThriftWriter thrift;

  FooterWriter(ByteSink out) {
    this.out = out;
    this.thrift = new ThriftWriter(out);
  }

  /**
   * A column's pages as they were written.
   *
   * @param from the first byte in the file
   * @param dataFrom the first byte after the dictionary, {@code from} where there is none
   * @param packed bytes in the file
   * @param unpacked bytes before they were compressed
   */
  record WrittenChunk(long from, long dataFrom, long packed, long unpacked) {
    boolean hasDictionary() {
      return dataFrom > from;
    }
  }

  /** The footer, its length and the magic. */
  void write(int rows, List<ParquetColumn> columns, List<WrittenChunk> chunks, Codec codec) {
    int from = out.size;
    thrift.element(
        () -> {
          thrift.i32(1, 1);
          thrift.structs(2, columns.size() + 1);
          thrift.element(
              () -> {
                thrift.string(4, "schema");
                thrift.i32(5, columns.size());
              });
          for (ParquetColumn column : columns) {
            thrift.element(() -> schema(column));
          }
          thrift.i64(3, rows);
          thrift.structs(4, chunks.isEmpty() ? 0 : 1);
          if (!chunks.isEmpty()) {
            thrift.element(() -> rowGroup(rows, columns, chunks, codec));
          }
          thrift.string(6, "peak");
        });
    out.littleInt(out.size - from);
    out.littleInt(Footer.MAGIC);
  }

  private void schema(ParquetColumn column) {
    thrift.i32(1, type(column).number);
    thrift.i32(3, OPTIONAL);
    thrift.string(4, column.name());
    switch (column) {
      case Strings _ -> {
        thrift.i32(6, 0);
        thrift.struct(10, () -> thrift.struct(1, () -> {}));
      }
      case Instants _ -> {
        thrift.i32(6, 10);
        thrift.struct(10, () -> thrift.struct(8, this::microsUtc));
      }
      case Integers integers -> {
        if (integers.unsigned()) {
          thrift.i32(6, 14);
          thrift.struct(10, () -> thrift.struct(10, this::unsigned64));
        }
      }
      case AllMissing _ -> thrift.struct(10, () -> thrift.struct(11, () -> {}));
      case Numbers _, Booleans _ -> {}
    }
  }

  private void microsUtc() {
    thrift.bool(1, true);
    thrift.struct(2, () -> thrift.struct(2, () -> {}));
  }

  private void unsigned64() {
    thrift.i8(1, 64);
    thrift.bool(2, false);
  }

  private void rowGroup(
      int rows, List<ParquetColumn> columns, List<WrittenChunk> chunks, Codec codec) {
    thrift.structs(1, chunks.size());
    long unpacked = 0;
    for (int i = 0; i < chunks.size(); i++) {
      WrittenChunk chunk = chunks.get(i);
      ParquetColumn column = columns.get(i);
      thrift.element(
          () -> {
            thrift.i64(2, chunk.from());
            thrift.struct(3, () -> chunk(rows, column, chunk, codec));
          });
      unpacked += chunk.unpacked();
    }
    thrift.i64(2, unpacked);
    thrift.i64(3, rows);
  }

  private void chunk(int rows, ParquetColumn column, WrittenChunk chunk, Codec codec) {
    thrift.i32(1, type(column).number);
    if (chunk.hasDictionary()) {
      thrift.i32s(2, Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY);
    } else {
      thrift.i32s(2, Encoding.PLAIN, Encoding.RLE);
    }
    thrift.listOfOne(3, column.name());
    thrift.i32(4, codec.number);
    thrift.i64(5, rows);
    thrift.i64(6, chunk.unpacked());
    thrift.i64(7, chunk.packed());
    thrift.i64(9, chunk.dataFrom());
    if (chunk.hasDictionary()) {
      thrift.i64(11, chunk.from());
    }
  }

  private static Physical type(ParquetColumn column) {
    return switch (column) {
      case Numbers _ -> Physical.DOUBLE;
      case Integers _, Instants _ -> Physical.INT64;
      case Booleans _ -> Physical.BOOLEAN;
      case Strings _ -> Physical.BYTE_ARRAY;
      case AllMissing _ -> Physical.INT32;
    };
  }
}
