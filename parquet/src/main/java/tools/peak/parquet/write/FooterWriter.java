package tools.peak.parquet.write;

import java.util.List;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Codec;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.Magic;
import tools.peak.parquet.format.ThriftWriter;

/** Writes what stands at the end of a file: its schema, and where everything is. */
final class FooterWriter {
  private static final int TYPE_DEFINED_ORDER = 1;

  private final ThriftWriter thrift;
  private final ByteSink out;

  /** Rows that were written together. */
  record Group(int rows, List<WrittenChunk> chunks) {}

  FooterWriter(ByteSink out) {
    this.out = out;
    this.thrift = new ThriftWriter(out);
  }

  /** The footer, its length and the magic. */
  void write(List<ParquetField> fields, int leaves, long rows, List<Group> groups) {
    int from = out.size();
    thrift.element(
        () -> {
          thrift.i32(1, 1);
          new SchemaWriter(thrift).write(2, fields);
          thrift.i64(3, rows);
          thrift.structs(4, groups.size());
          groups.forEach(group -> thrift.element(() -> group(group)));
          thrift.string(6, "peak");
          thrift.structs(7, leaves);
          for (int i = 0; i < leaves; i++) {
            thrift.element(() -> thrift.struct(TYPE_DEFINED_ORDER, () -> {}));
          }
        });
    out.littleInt(out.size() - from);
    out.littleInt(Magic.PLAIN);
  }

  private void group(Group group) {
    List<WrittenChunk> chunks = group.chunks();
    thrift.structs(1, chunks.size());
    chunks.forEach(
        chunk ->
            thrift.element(
                () -> {
                  thrift.i64(2, chunk.from());
                  thrift.struct(3, () -> chunk(chunk));
                }));
    thrift.i64(2, chunks.stream().mapToLong(WrittenChunk::unpacked).sum());
    thrift.i64(3, group.rows());
    thrift.i64(5, chunks.getFirst().from());
    thrift.i64(6, chunks.stream().mapToLong(WrittenChunk::packed).sum());
  }

  private void chunk(WrittenChunk chunk) {
    Leaf leaf = chunk.leaf();
    thrift.i32(1, leaf.physical().number);
    if (chunk.hasDictionary()) {
      thrift.i32s(2, Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY);
    } else {
      thrift.i32s(2, chunk.encoding(), Encoding.RLE);
    }
    thrift.strings(3, leaf.place.path());
    thrift.i32(4, Codec.ZSTD.number);
    thrift.i64(5, chunk.values());
    thrift.i64(6, chunk.unpacked());
    thrift.i64(7, chunk.packed());
    thrift.i64(9, chunk.dataFrom());
    if (chunk.hasDictionary()) {
      thrift.i64(11, chunk.from());
    }
    if (leaf.place.repetition() == 0) {
      thrift.struct(12, () -> statistics(chunk));
    }
  }

  private void statistics(WrittenChunk chunk) {
    thrift.i64(3, chunk.nulls());
    Leaf.Range range = chunk.range();
    if (range != null) {
      thrift.binary(5, range.greatest());
      thrift.binary(6, range.least());
      thrift.bool(7, true);
      thrift.bool(8, true);
    }
  }
}
