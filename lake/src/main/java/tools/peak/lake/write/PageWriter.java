package tools.peak.lake.write;

import io.airlift.compress.v3.zstd.ZstdCompressor;
import java.io.IOException;
import java.io.OutputStream;
import tools.peak.lake.write.Leaf.Encoding;
import tools.peak.parquet.ByteSink;
import tools.peak.parquet.ThriftWriter;

/** Writes a column's values as pages: a dictionary where there is one, and one page of data. */
final class PageWriter {
  static final int ZSTD = 6;

  private static final int DATA = 0;
  private static final int DICTIONARY = 2;
  private static final int LEVELS = 3; // RLE, Parquet's only encoding of levels in such pages

  private final OutputStream out;
  private final ZstdCompressor zstd;
  private final ByteSink page;
  private final ByteSink packed;
  private final ByteSink head;
  private long position;

  PageWriter(OutputStream out, Scratch scratch) {
    this.out = out;
    this.zstd = scratch.zstd;
    this.page = scratch.page;
    this.packed = scratch.packed;
    this.head = scratch.head;
  }

  /** Bytes that were written. */
  long position() {
    return position;
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }

  Chunk chunk(Leaf leaf) throws IOException {
    long from = position;
    long unpacked = 0;
    int dictionary = leaf.dictionarySize();
    if (dictionary > 0) {
      page.clear();
      leaf.writeDictionary(page);
      unpacked += page(DICTIONARY, dictionary, Encoding.PLAIN);
    }
    long dataFrom = position;
    page.clear();
    leaf.writePage(page);
    unpacked += page(DATA, leaf.levels(), leaf.encoding());
    return new Chunk(
        leaf,
        leaf.encoding(),
        from,
        dataFrom,
        position - from,
        unpacked,
        leaf.levels(),
        leaf.nulls(),
        leaf.place.isBounded() ? leaf.range() : null);
  }

  /** Writes what stands in the page; gives how many bytes it is without compression. */
  private long page(int type, int values, Encoding encoding) throws IOException {
    packed.clear();
    int room = packed.grow(zstd.maxCompressedLength(page.size()));
    int length =
        zstd.compress(
            page.bytes(), 0, page.size(), packed.bytes(), room, packed.bytes().length - room);
    head.clear();
    ThriftWriter thrift = new ThriftWriter(head);
    thrift.element(
        () -> {
          thrift.i32(1, type);
          thrift.i32(2, page.size());
          thrift.i32(3, length);
          thrift.struct(
              type == DATA ? 5 : 7,
              () -> {
                thrift.i32(1, values);
                thrift.i32(2, encoding.number);
                if (type == DATA) {
                  thrift.i32(3, LEVELS);
                  thrift.i32(4, LEVELS);
                }
              });
        });
    write(head.bytes(), head.size());
    write(packed.bytes(), length);
    return head.size() + (long) page.size();
  }
}
