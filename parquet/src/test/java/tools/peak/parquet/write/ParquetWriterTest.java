package tools.peak.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;

/** DuckDB, which has nothing in common with the writer, reads what was written. */
final class ParquetWriterTest {
  private static final List<ParquetField> FIELDS =
      List.of(
          field("name", ParquetType.TEXT, 7),
          field("number", ParquetType.DOUBLE, 3),
          field("whole", ParquetType.LONG, 4),
          field("ordinal", ParquetType.INT, 5),
          field("day", ParquetType.DATE, 6),
          field("at", ParquetType.TIMESTAMP, 9),
          field("texts", ParquetType.MAP_OF_TEXTS, 10, 11, 12),
          field("numbers", ParquetType.MAP_OF_NUMBERS, 13, 14, 15),
          field("typed", ParquetType.MAP_OF_VALUES, 16, 17, 18, 19, 20, 21));

  private static ParquetField field(String name, ParquetType type, Integer... ids) {
    return new ParquetField(name, type, List.of(ids), !type.isMap());
  }

  @TempDir Path temp;

  private Path path() {
    return temp.resolve("table.parquet");
  }

  /** Writes the test's file. */
  private void write(Rows rows) throws IOException {
    write(path(), rows);
  }

  private static void write(Path path, Rows rows) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      ParquetWriter file = new ParquetWriter(out, FIELDS, new WriterBuffers());
      rows.write(file);
    }
  }

  private interface Rows {
    void write(ParquetWriter file) throws IOException;
  }

  private List<@Nullable String> query(String select) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet rows = statement.executeQuery(select.replace("FILE", "'" + path() + "'"))) {
        List<@Nullable String> result = new ArrayList<>();
        while (rows.next()) {
          result.add(rows.getString(1));
        }
        return result;
      }
    }
  }

  @Test
  void values_of_every_type_come_back_as_they_were_set() throws Exception {
    write(
        file -> {
          file.text("name").set(0, "Gruß \uD83D\uDE80");
          file.number("number").set(0, -0.0);
          file.whole("whole").set(0, Long.MIN_VALUE);
          file.whole("ordinal").set(0, Integer.MAX_VALUE);
          file.whole("day").set(0, -1);
          file.whole("at").set(0, -1);
          file.endRow();
          file.endRow(); // nothing was set: all NULL
          file.number("number").set(2, Double.NEGATIVE_INFINITY);
          file.whole("whole").set(2, Long.MAX_VALUE);
          file.text("name").set(2, "");
          file.endRow();
          file.finish();
        });
    assertThat(
            query(
                "SELECT concat_ws('|', coalesce(name, 'NULL'), coalesce(number::VARCHAR, 'NULL'),"
                    + " coalesce(whole::VARCHAR, 'NULL'), coalesce(ordinal::VARCHAR, 'NULL'),"
                    + " coalesce(\"day\"::VARCHAR, 'NULL'), coalesce(\"at\"::VARCHAR, 'NULL')) FROM FILE"))
        .containsExactly(
            "Gruß \uD83D\uDE80|-0.0|-9223372036854775808|2147483647|1969-12-31"
                + "|1969-12-31 23:59:59.999999+00",
            "NULL|NULL|NULL|NULL|NULL|NULL",
            "|-inf|9223372036854775807|NULL|NULL|NULL");
  }

  @Test
  void maps_come_back_with_their_missing_values() throws Exception {
    write(
        file -> {
          Map<String, String> texts = new LinkedHashMap<>();
          texts.put("a", "x");
          texts.put("b", "y");
          file.map("texts").texts(0, texts);
          file.map("numbers").numbers(0, Map.of());
          file.map("typed").begin(0, 2);
          file.map("typed").value("fast", "int", "10", 10.0);
          file.map("typed").value("nothing", "null", null, null);
          file.endRow();
          file.endRow();
          file.map("numbers").numbers(2, Map.of("n", Double.NaN));
          file.map("typed").begin(2, 1);
          file.map("typed").value("s", "string", "v", null);
          file.endRow();
          file.finish();
        });
    assertThat(query("SELECT texts::VARCHAR FROM FILE")).containsExactly("{a=x, b=y}", null, null);
    assertThat(query("SELECT numbers::VARCHAR FROM FILE")).containsExactly("{}", null, "{n=nan}");
    assertThat(query("SELECT typed['fast'].number::VARCHAR FROM FILE"))
        .containsExactly("10.0", null, null);
    assertThat(query("SELECT coalesce(typed['nothing'].value, 'NULL') FROM FILE LIMIT 1"))
        .containsExactly("NULL");
    assertThat(query("SELECT typed['s'].type FROM FILE")).containsExactly(null, null, "string");
  }

  @Test
  void any_numbers_in_several_row_groups_come_back() throws Exception {
    int rows = ParquetWriter.ROWS_A_GROUP + 1_000;
    SplittableRandom random = new SplittableRandom(1);
    long[] wholes = new long[rows];
    write(
        file -> {
          for (int i = 0; i < rows; i++) {
            // Differences of every width, in runs of one width and mixed.
            wholes[i] = random.nextLong() >> (i / 500 % Long.SIZE);
            if (random.nextInt(10) > 0) {
              file.whole("whole").set(file.row(), wholes[i]);
            } else {
              wholes[i] = 0;
            }
            file.whole("ordinal").set(file.row(), i % 501);
            file.whole("day").set(file.row(), day(i));
            file.text("name").set(file.row(), "n" + random.nextInt(3_000));
            file.endRow();
          }
          file.finish();
          assertThat(file.rows()).isEqualTo(rows);
        });
    List<@Nullable String> read = query("SELECT coalesce(whole, 0) FROM FILE");
    for (int i = 0; i < rows; i++) {
      assertThat(read.get(i)).isEqualTo(Long.toString(wholes[i]));
    }
    assertThat(query("SELECT count(*) FROM FILE WHERE ordinal <> file_row_number % 501"))
        .containsExactly("0");
    List<@Nullable String> days = query("SELECT \"day\" - DATE '1970-01-01' FROM FILE");
    for (int i = 0; i < rows; i++) {
      assertThat(days.get(i)).isEqualTo(Long.toString(day(i)));
    }
    assertThat(query("SELECT count(DISTINCT row_group_id) FROM parquet_metadata(FILE)"))
        .containsExactly("2");
    SplittableRandom again = new SplittableRandom(1);
    List<@Nullable String> names = query("SELECT name FROM FILE");
    for (int i = 0; i < rows; i++) {
      long _ = again.nextLong();
      int _ = again.nextInt(10);
      assertThat(names.get(i)).isEqualTo("n" + again.nextInt(3_000));
    }
  }

  /** Far apart: the differences do not fit into 32 bits. */
  private static long day(int row) {
    return row % 2 == 0 ? -1_500_000_000L - row : 1_500_000_000L + row;
  }

  @Test
  void columns_carry_their_field_ids() throws Exception {
    write(
        file -> {
          file.endRow();
          file.finish();
        });
    assertThat(
            query(
                "SELECT string_agg(name || '=' || field_id, ' ') FROM parquet_schema(FILE)"
                    + " WHERE field_id IS NOT NULL"))
        .containsExactly(
            "name=7 number=3 whole=4 ordinal=5 day=6 at=9 texts=10 key=11 value=12 numbers=13"
                + " key=14 value=15 typed=16 key=17 value=18 type=19 value=20 number=21");
  }

  @Test
  void a_filter_finds_NaN_behind_the_statistics() throws Exception {
    write(
        file -> {
          file.number("number").set(0, 1);
          file.endRow();
          file.number("number").set(1, Double.NaN);
          file.endRow();
          file.finish();
          assertThat(file.bounds().get("number")).isEqualTo(new WrittenBounds(0, 1, 1.0, 1.0));
        });
    assertThat(query("SELECT number FROM FILE WHERE number > 5")).containsExactly("NaN");
  }

  @Test
  void bounds_are_in_the_order_of_bytes_and_leave_long_texts_out() throws Exception {
    write(
        file -> {
          // UTF-16 would put the pair before U+FFFD.
          file.text("name").set(0, "\uD83D\uDE80");
          file.endRow();
          file.text("name").set(1, "\uFFFD");
          file.endRow();
          file.endRow();
          file.finish();
          assertThat(file.bounds().get("name"))
              .isEqualTo(new WrittenBounds(1, 0, "\uFFFD", "\uD83D\uDE80"));
        });
    write(
        temp.resolve("long.parquet"),
        file -> {
          file.text("name").set(0, "x".repeat(1_000));
          file.endRow();
          file.finish();
          assertThat(file.bounds().get("name")).isEqualTo(new WrittenBounds(0, 0, null, null));
        });
  }

  @Test
  void a_zero_of_either_sign_is_within_the_bounds() throws Exception {
    write(
        file -> {
          file.number("number").set(0, 0.0);
          file.endRow();
          file.finish();
          assertThat(file.bounds().get("number")).isEqualTo(new WrittenBounds(0, 0, -0.0, 0.0));
        });
  }
}
