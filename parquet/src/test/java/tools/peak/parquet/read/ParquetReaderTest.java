package tools.peak.parquet.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Magic;

class ParquetReaderTest {

  @Test
  void columns_come_in_the_files_order_and_by_kind() throws ParquetException {
    ParquetTable table = Fixtures.table("pandas_snappy");

    assertThat(table.rows()).isEqualTo(40);
    assertThat(table.columns())
        .extracting(ParquetColumn::name)
        .startsWith("entry_time", "entry_price", "exit_time")
        .hasSize(13);
    assertThat(table.column("entry_time")).isInstanceOf(Instants.class);
    assertThat(table.column("side")).isInstanceOf(Strings.class);
    assertThat(table.column("fee")).isInstanceOf(Numbers.class);
    assertThat(table.column("no such column")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"pandas_uncompressed", "pandas_gzip", "pandas_zstd", "pandas_lz4"})
  void every_codec_gives_the_same_table(String name) throws ParquetException {
    assertThat(Fixtures.values(Fixtures.table(name)))
        .isEqualTo(Fixtures.values(Fixtures.table("pandas_snappy")));
  }

  @Test
  void integers_keep_all_their_64_bits() throws ParquetException {
    ParquetTable table = Fixtures.table("types_plain");

    assertThat(texts(table, "int64"))
        .startsWith("-9223372036854775808", "9223372036854775807", "9007199254740993", null);
    assertThat(texts(table, "uint64"))
        .startsWith("0", "18446744073709551615", "9223372036854775808", null);
    assertThat(texts(table, "uint32")).startsWith("0", "4294967295", null);
  }

  @Test
  void integers_as_doubles_are_the_nearest_ones() throws ParquetException {
    ParquetTable table = Fixtures.table("types_plain");

    Doubles unsigned = ((Integers) column(table, "uint64")).doubles();
    assertThat(unsigned.get(1)).isEqualTo(0x1p64);
    assertThat(unsigned.get(2)).isEqualTo(0x1p63);
    assertThat(unsigned.isMissing(3)).isTrue();
    Doubles booleans = ((Booleans) column(table, "boolean")).doubles();
    assertThat(booleans.get(0)).isEqualTo(1);
    assertThat(booleans.get(1)).isEqualTo(0);
  }

  @Test
  void nan_and_missing_differ() throws ParquetException {
    Numbers numbers = (Numbers) column(Fixtures.table("types_dictionary"), "double");

    assertThat(texts(numbers)).startsWith("0.1", "Infinity", "-Infinity", "NaN", null, "-0.0");
    assertThat(numbers.isMissing(3)).isFalse();
    assertThat(numbers.isMissing(4)).isTrue();
  }

  @Test
  void times_of_every_unit_and_zone_are_microseconds_utc() throws ParquetException {
    ParquetTable table = Fixtures.table("types_plain");

    assertThat(texts(table, "seconds")).startsWith("1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z");
    assertThat(texts(table, "millis"))
        .startsWith("1970-01-01T00:00:00.001Z", "1969-12-31T23:59:59.999Z");
    assertThat(texts(table, "micros"))
        .startsWith("1970-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z");
    assertThat(texts(table, "nanos"))
        .startsWith(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            null,
            "2023-11-14T22:13:20Z",
            "1906-08-16T20:26:39.999999Z");
    assertThat(texts(table, "date")).startsWith("1969-12-31T00:00:00Z", "2024-02-29T00:00:00Z");
    assertThat(texts(Fixtures.table("types_int96"), "nanos")).isEqualTo(texts(table, "nanos"));
    assertThat(((Instants) column(table, "micros")).get(1)).isEqualTo(-1);
  }

  @Test
  void a_zone_that_only_arrow_knows_changes_no_instant() throws ParquetException {
    ParquetColumn timestamp = column(Fixtures.table("pandas_fills_other_zone"), "timestamp");

    assertThat(timestamp.text(0)).isEqualTo("2024-03-06T06:13:32.589372Z");
  }

  @Test
  void a_column_without_any_value_is_all_missing() throws ParquetException {
    ParquetTable table = Fixtures.table("types_plain");

    assertThat(column(table, "null")).isEqualTo(new AllMissing("null", 12));
    assertThat(column(table, "typed_nulls")).isEqualTo(new AllMissing("typed_nulls", 12));
    assertThat(column(Fixtures.table("pandas_naive_with_index"), "exit_time"))
        .isEqualTo(new AllMissing("exit_time", 5));
  }

  @Test
  void an_empty_table_keeps_its_columns() throws ParquetException {
    ParquetTable table = Fixtures.table("pandas_empty");

    assertThat(table.rows()).isZero();
    assertThat(table.columns()).hasSize(13).allMatch(AllMissing.class::isInstance);
    assertThat(Fixtures.table("pandas_no_columns").columns()).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_are_hexadecimal() throws ParquetException {
    ParquetTable table = Fixtures.table("types_dictionary");

    assertThat(texts(table, "bytes")).startsWith("0xff00", "plain", null);
    assertThat(texts(table, "uuid")).element(1).isEqualTo("00000000-0000-1eef-0000-000000000001");
    assertThat(texts(table, "text")).startsWith("", "ASCII", "Zürich → 東京 🚀", null);
  }

  @Test
  void texts_of_a_dictionary_are_decoded_once() throws ParquetException {
    Strings side = (Strings) column(Fixtures.table("types_dictionary"), "category");

    assertThat(side.get(0)).isSameAs(side.get(3)).isEqualTo("long");
  }

  @Test
  void bytes_behind_the_file_are_not_looked_at() throws ParquetException {
    byte[] file = Fixtures.bytes("pandas_snappy");
    byte[] longer = Arrays.copyOf(file, file.length + 100);

    ParquetTable table = new ParquetReader(ParquetLimits.DEFAULT).read(longer, file.length);

    assertThat(Fixtures.values(table)).isEqualTo(Fixtures.values(Fixtures.table(file)));
  }

  @Test
  void one_reader_reads_file_after_file() throws ParquetException {
    ParquetReader reader = new ParquetReader(ParquetLimits.DEFAULT);
    for (String name : List.of("row_groups", "pandas_zstd", "types_v2_zstd", "row_groups")) {
      byte[] bytes = Fixtures.bytes(name);

      assertThat(Fixtures.values(reader.read(bytes, bytes.length)))
          .isEqualTo(Fixtures.values(Fixtures.table(name)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nested_list| column 'tags': is a list, map or struct: only flat columns are read",
        "nested_struct| column 'meta': is a list, map or struct: only flat columns are read",
        "pandas_brotli| column 'entry_time': compressed with Brotli, which is not read: write it with zstd or snappy",
      })
  void what_is_not_read_is_named(String name, String message) {
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> Fixtures.table(name))
        .withMessage(message);
  }

  @Test
  void a_changed_byte_is_noticed_where_pages_have_checksums() {
    byte[] file = Fixtures.bytes("page_index");
    file[60] ^= 1;

    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> Fixtures.table(file))
        .withMessage("column 'id': a page that differs from its checksum");
  }

  @Test
  void what_is_no_parquet_file_is_refused() {
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> Fixtures.table(new byte[3]))
        .withMessage("cut short, or no Parquet file: 3 bytes");
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> Fixtures.table("timestamp,equity\n1,2\n3,4\n".getBytes(UTF_8)))
        .withMessage("cut short, or no Parquet file: no PAR1 at its end");
  }

  @Test
  void an_encrypted_file_is_refused_as_such() {
    byte[] file = Fixtures.bytes("pandas_snappy");
    ByteCursor.INT.set(file, file.length - 4, Magic.ENCRYPTED);

    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> Fixtures.table(file))
        .withMessage("encrypted");
  }

  @Test
  void more_columns_or_bytes_than_allowed_are_refused_before_they_are_read() {
    byte[] file = Fixtures.bytes("pandas_snappy");

    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> new ParquetReader(new ParquetLimits(12, 1 << 20)).read(file, file.length))
        .withMessage("footer: 13 columns, over the limit of 12");
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> new ParquetReader(new ParquetLimits(13, 1000)).read(file, file.length))
        .withMessageMatching(
            "column '\\w+': too large: its values claim more than the limit of 1000 bytes");
  }

  private static ParquetColumn column(ParquetTable table, String name) {
    ParquetColumn column = table.column(name);
    assertThat(column).as(name).isNotNull();
    return Objects.requireNonNull(column);
  }

  private static List<String> texts(ParquetTable table, String name) {
    return texts(column(table, name));
  }

  private static List<String> texts(ParquetColumn column) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      texts.add(column.text(row));
    }
    return texts;
  }
}
