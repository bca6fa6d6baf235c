package tools.peak.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes flat tables that every Parquet reader reads: optional columns in one row group, plain
 * values, texts through a dictionary where it pays, times as microseconds UTC.
 */
public final class ParquetWriter {
  private static final int ROWS_A_PAGE = 20_000;

  private final OutputStream out;
  private final Compression compression;
  private final Packer packer;
  private final ByteSink page = new ByteSink();
  private final ByteSink head = new ByteSink();
  private long position;

  private ParquetWriter(OutputStream out, Compression compression) {
    this.out = out;
    this.compression = compression;
    this.packer = new Packer(compression);
  }

  /**
   * Writes a file as pandas does by default, compressed with Snappy; one that is there is replaced.
   *
   * @param columns all of one size
   */
  public static void write(Path file, List<ParquetColumn> columns) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, columns, Compression.SNAPPY);
    }
  }

  /**
   * Writes a whole file to a stream, which is left open.
   *
   * @param columns all of one size
   */
  public static void write(OutputStream out, List<ParquetColumn> columns, Compression compression)
      throws IOException {
    int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
    new ParquetWriter(out, compression).write(new ParquetTable(rows, columns));
  }

  private void write(ParquetTable table) throws IOException {
    head.littleInt(Footer.MAGIC);
    flush(head);
    List<FooterWriter.WrittenChunk> chunks = new ArrayList<>();
    if (table.rows() > 0) {
      for (ParquetColumn column : table.columns()) {
        chunks.add(column instanceof Strings strings ? texts(strings) : plain(column));
      }
    }
    head.clear();
    new FooterWriter(head).write(table.rows(), table.columns(), chunks, compression.codec);
    flush(head);
  }

  private FooterWriter.WrittenChunk plain(ParquetColumn column) throws IOException {
    long from = position;
    long unpacked = 0;
    for (int row = 0; row < column.size(); row += ROWS_A_PAGE) {
      int to = Math.min(column.size(), row + ROWS_A_PAGE);
      page.clear();
      PlainPages.levels(column, row, to, page);
      PlainPages.values(column, row, to, page);
      unpacked += dataPage(to - row, Encoding.PLAIN);
    }
    return new FooterWriter.WrittenChunk(from, from, position - from, unpacked);
  }

  private FooterWriter.WrittenChunk texts(Strings column) throws IOException {
    long from = position;
    TextDictionary dictionary = TextDictionary.of(column);
    if (dictionary == null) {
      return plain(column);
    }
    page.clear();
    for (String text : dictionary.texts()) {
      PlainPages.text(text, page);
    }
    long unpacked = dictionaryPage(dictionary.size());
    long dataFrom = position;
    for (int row = 0; row < column.size(); row += ROWS_A_PAGE) {
      int to = Math.min(column.size(), row + ROWS_A_PAGE);
      page.clear();
      PlainPages.levels(column, row, to, page);
      PlainPages.indices(dictionary, row, to, page);
      unpacked += dataPage(to - row, Encoding.RLE_DICTIONARY);
    }
    return new FooterWriter.WrittenChunk(from, dataFrom, position - from, unpacked);
  }

  private long dataPage(int values, int encoding) throws IOException {
    return page(
        PageHeader.DATA,
        5,
        thrift -> {
          thrift.i32(1, values);
          thrift.i32(2, encoding);
          thrift.i32(3, Encoding.RLE);
          thrift.i32(4, Encoding.RLE);
        });
  }

  private long dictionaryPage(int values) throws IOException {
    return page(
        PageHeader.DICTIONARY,
        7,
        thrift -> {
          thrift.i32(1, values);
          thrift.i32(2, Encoding.PLAIN);
        });
  }

  private interface Fields {
    void write(ThriftWriter thrift);
  }

  /** Writes what stands in the page, and returns how many bytes it is without compression. */
  private long page(int type, int fieldOfDetails, Fields details) throws IOException {
    ByteSink packed = packer.pack(page);
    CRC32 checksum = new CRC32();
    checksum.update(packed.bytes, 0, packed.size);
    head.clear();
    ThriftWriter thrift = new ThriftWriter(head);
    thrift.element(
        () -> {
          thrift.i32(1, type);
          thrift.i32(2, page.size);
          thrift.i32(3, packed.size);
          thrift.i32(4, (int) checksum.getValue());
          thrift.struct(fieldOfDetails, () -> details.write(thrift));
        });
    long unpacked = head.size + (long) page.size;
    flush(head);
    flush(packed);
    return unpacked;
  }

  private void flush(ByteSink bytes) throws IOException {
    out.write(bytes.bytes, 0, bytes.size);
    position += bytes.size;
  }
}
