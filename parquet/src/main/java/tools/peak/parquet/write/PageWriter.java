package tools.peak.parquet.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PageType;
import tools.peak.parquet.format.ThriftWriter;

/** Writes a column's values as pages: a dictionary where there is one, and one page of data. */
final class PageWriter {
  private final OutputStream out;
  private final WriterBuffers buffers;
  private final ByteSink page;
  private final ByteSink packed;
  private final ByteSink head;
  private long position;

  PageWriter(OutputStream out, WriterBuffers buffers) {
    this.out = out;
    this.buffers = buffers;
    this.page = buffers.page;
    this.packed = buffers.packed;
    this.head = buffers.head;
  }

  /** Bytes that were written. */
  long position() {
    return position;
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }

  WrittenChunk chunk(Leaf leaf) throws IOException {
    long from = position;
    long unpacked = 0;
    int dictionary = leaf.dictionarySize();
    if (dictionary > 0) {
      page.clear();
      leaf.writeDictionary(page);
      unpacked += page(PageType.DICTIONARY, dictionary, Encoding.PLAIN);
    }
    long dataFrom = position;
    page.clear();
    leaf.writePage(page);
    unpacked += page(PageType.DATA, leaf.levels(), leaf.encoding());
    return new WrittenChunk(
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
  private long page(int type, int values, int encoding) throws IOException {
    buffers.zstd.pack(page, packed);
    CRC32 crc = buffers.crc;
    crc.reset();
    crc.update(packed.bytes(), 0, packed.size());
    head.clear();
    ThriftWriter thrift = new ThriftWriter(head);
    thrift.element(
        () -> {
          thrift.i32(1, type);
          thrift.i32(2, page.size());
          thrift.i32(3, packed.size());
          thrift.i32(4, (int) crc.getValue());
          thrift.struct(
              type == PageType.DATA ? 5 : 7,
              () -> {
                thrift.i32(1, values);
                thrift.i32(2, encoding);
                if (type == PageType.DATA) {
                  thrift.i32(3, Encoding.RLE);
                  thrift.i32(4, Encoding.RLE);
                }
              });
        });
    write(head.bytes(), head.size());
    write(packed.bytes(), packed.size());
    return head.size() + (long) page.size();
  }
}
