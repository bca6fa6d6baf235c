package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Codec;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.Magic;
import tools.peak.parquet.format.PageType;
import tools.peak.parquet.format.PhysicalType;
import tools.peak.parquet.format.ThriftWriter;

/** Files whose claims are false, each made by hand to hurt in one way. */
@Timeout(20)
class CraftedFilesTest {
  private static final ParquetLimits LIMITS = new ParquetLimits(100, 8 << 20);

  @Test
  void a_page_may_not_unpack_to_more_than_the_limit() {
    byte[] header = page(PageType.DATA, Integer.MAX_VALUE, 30, 10, Encoding.PLAIN);
    refused(
        file(10, Codec.SNAPPY, Arrays.copyOf(header, header.length + 30)),
        "column 'x': too large: its pages claim more than the limit of 8388608 bytes");
  }

  @Test
  void many_pages_may_not_either() {
    byte[] gap = page(1, 0, 0, 0, 0);
    ByteSink pages = new ByteSink();
    for (int i = 0; i < 20; i++) {
      pages.put(page(PageType.DICTIONARY, 1 << 20, 1 << 20, 0, Encoding.PLAIN));
      pages.put(new byte[1 << 20]);
      pages.put(gap);
    }
    refused(
        file(10, Codec.UNCOMPRESSED, Arrays.copyOf(pages.bytes(), pages.size())),
        "column 'x': too large: its pages claim more than the limit of 8388608 bytes");
  }

  @Test
  void a_page_of_a_negative_size_is_refused() {
    refused(
        file(10, Codec.SNAPPY, page(PageType.DATA, 40, -1, 10, Encoding.PLAIN)),
        "column 'x': page header: a page of a negative size");
    refused(
        file(10, Codec.SNAPPY, page(PageType.DATA, 40, 0, -1, Encoding.PLAIN)),
        "column 'x': page header: a page of -1 values");
  }

  @Test
  void a_page_may_not_reach_beyond_its_column() {
    refused(
        file(10, Codec.SNAPPY, page(PageType.DATA, 40, 31, 10, Encoding.PLAIN)),
        "column 'x': cut short: a page of 31 bytes where 0 are left");
  }

  @Test
  void a_dictionary_has_no_more_entries_than_bytes() {
    byte[] header = page(PageType.DICTIONARY, 40, 40, 1_000_000_000, Encoding.PLAIN);
    refused(
        file(10, Codec.UNCOMPRESSED, Arrays.copyOf(header, header.length + 40)),
        "column 'x': a dictionary of 1000000000 entries in 40 bytes");
  }

  @Test
  void rows_are_bounded_before_anything_is_made_for_them() {
    refused(
        file(2_000_000_000, Codec.SNAPPY, new byte[0]),
        "too large: its values claim more than the limit of 8388608 bytes");
  }

  @Test
  void a_column_without_pages_is_refused() {
    refused(file(10, Codec.SNAPPY, new byte[0]), "column 'x': fewer values than rows");
  }

  @Test
  void entries_without_a_dictionary_are_refused() {
    byte[] header = page(PageType.DATA, 7, 7, 10, Encoding.RLE_DICTIONARY);
    byte[] pages = Arrays.copyOf(header, header.length + 7);
    pages[header.length] = 2;
    pages[header.length + 4] = 20;
    pages[header.length + 5] = 1;
    refused(
        file(10, Codec.UNCOMPRESSED, pages), "column 'x': dictionary entries without a dictionary");
  }

  @Test
  void prefixes_may_not_multiply_into_gigabytes() {
    // 100,000 values, each the 60,000 bytes of the first one, in some hundred bytes a block.
    int values = 100_000;
    int length = 60_000;
    ByteSink body = new ByteSink();
    body.littleInt(4);
    body.varint(2L * values);
    body.put(1);
    body.grow(4 - (body.size() - 4));
    deltas(body, values, 0, length);
    deltas(body, values, length, -length);
    body.put(new byte[length]);
    byte[] header =
        page(PageType.DATA, body.size(), body.size(), values, Encoding.DELTA_BYTE_ARRAY);
    ByteSink pages = new ByteSink();
    pages.put(header);
    pages.put(body.bytes(), body.size());
    refused(
        file(values, Codec.UNCOMPRESSED, Arrays.copyOf(pages.bytes(), pages.size())),
        "column 'x': too large: its pages claim more than the limit of 8388608 bytes");
  }

  @Test
  void a_list_has_no_more_elements_than_bytes() {
    refused(
        footer(
            out -> {
              out.put(0x29);
              out.put(0xFC);
              out.varint(1_000_000_000);
            }),
        "footer: a list of 1000000000 in 0 bytes");
  }

  @Test
  void structs_nested_deeply_do_not_overflow_the_stack() {
    refused(
        footer(
            out -> {
              for (int i = 0; i < 1_000_000; i++) {
                out.put(0x1C);
              }
            }),
        "footer: structs nested too deeply");
  }

  @Test
  void a_footer_longer_than_its_file_is_refused() {
    byte[] file = footer(out -> out.put(0));
    ByteCursor.INT.set(file, file.length - 8, 1000);
    refused(file, "a footer of 1000 bytes in a file of 13");
    ByteCursor.INT.set(file, file.length - 8, -1);
    refused(file, "a footer of 4294967295 bytes in a file of 13");
  }

  @Test
  void a_name_in_a_message_stays_one_short_line() {
    byte[] file = file("a\nb" + "c".repeat(1000), 10, Codec.SNAPPY, new byte[0]);

    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> new ParquetReader(LIMITS).read(file, file.length))
        .withMessageStartingWith("column 'a?bccc")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
  }

  private static void refused(byte[] file, String message) {
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> new ParquetReader(LIMITS).read(file, file.length))
        .withMessage(message);
  }

  private static byte[] file(int rows, Codec codec, byte[] pages) {
    return file("x", rows, codec, pages);
  }

  /** A file of one column of texts. */
  private static byte[] file(String name, int rows, Codec codec, byte[] pages) {
    ByteSink out = new ByteSink();
    out.littleInt(Magic.PLAIN);
    out.put(pages);
    int from = out.size();
    ThriftWriter thrift = new ThriftWriter(out);
    thrift.element(
        () -> {
          thrift.i32(1, 1);
          thrift.structs(2, 2);
          thrift.element(
              () -> {
                thrift.string(4, "schema");
                thrift.i32(5, 1);
              });
          thrift.element(
              () -> {
                thrift.i32(1, PhysicalType.BYTE_ARRAY.number);
                thrift.i32(3, 1);
                thrift.string(4, name);
                thrift.i32(6, 0);
              });
          thrift.i64(3, rows);
          thrift.structs(4, 1);
          thrift.element(
              () -> {
                thrift.structs(1, 1);
                thrift.element(() -> thrift.struct(3, () -> chunk(thrift, rows, codec, pages)));
                thrift.i64(3, rows);
              });
        });
    out.littleInt(out.size() - from);
    out.littleInt(Magic.PLAIN);
    return Arrays.copyOf(out.bytes(), out.size());
  }

  private static void chunk(ThriftWriter thrift, int rows, Codec codec, byte[] pages) {
    thrift.i32(1, PhysicalType.BYTE_ARRAY.number);
    thrift.i32(4, codec.number);
    thrift.i64(5, rows);
    thrift.i64(7, pages.length);
    thrift.i64(9, Integer.BYTES);
  }

  private static byte[] footer(Consumer<ByteSink> content) {
    ByteSink out = new ByteSink();
    out.littleInt(Magic.PLAIN);
    content.accept(out);
    int size = out.size() - 4;
    out.littleInt(size);
    out.littleInt(Magic.PLAIN);
    return Arrays.copyOf(out.bytes(), out.size());
  }

  private static byte[] page(int type, int unpacked, int packed, int values, int encoding) {
    ByteSink out = new ByteSink();
    ThriftWriter thrift = new ThriftWriter(out);
    thrift.element(
        () -> {
          thrift.i32(1, type);
          thrift.i32(2, unpacked);
          thrift.i32(3, packed);
          thrift.struct(
              type == PageType.DICTIONARY ? 7 : 5,
              () -> {
                thrift.i32(1, values);
                thrift.i32(2, encoding);
                thrift.i32(3, Encoding.RLE);
              });
        });
    return Arrays.copyOf(out.bytes(), out.size());
  }

  /** Numbers of which only the second differs from the one before. */
  private static void deltas(ByteSink out, int count, int first, int step) {
    out.varint(128);
    out.varint(1);
    out.varint(count);
    out.zigzag(first);
    for (int done = 1; done < count; done += 128) {
      boolean begin = done == 1;
      out.zigzag(begin ? Math.min(step, 0) : 0);
      out.put(begin ? 32 : 0);
      if (begin) {
        for (int i = 0; i < 128; i++) {
          out.littleInt(Math.abs(i == 0 ? Math.max(step, 0) : Math.min(step, 0)));
        }
      }
    }
  }
}
