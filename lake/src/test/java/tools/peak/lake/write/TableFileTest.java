package tools.peak.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import tools.peak.evidence.Value;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.NewFile.Bounds;

/** DuckDB, which has nothing in common with the writer, reads what was written. */
final class TableFileTest {
  private static final List<Field> FIELDS =
      List.of(
          new Field(7, new Column("name", ColumnType.TEXT)),
          new Field(3, new Column("number", ColumnType.DOUBLE)),
          new Field(4, new Column("whole", ColumnType.LONG)),
          new Field(5, new Column("ordinal", ColumnType.INT)),
          new Field(6, new Column("day", ColumnType.DATE)),
          new Field(9, new Column("at", ColumnType.TIMESTAMP)),
          new Field(10, new Column("texts", ColumnType.TEXTS), List.of(11, 12)),
          new Field(13, new Column("numbers", ColumnType.NUMBERS), List.of(14, 15)),
          new Field(16, new Column("typed", ColumnType.VALUES), List.of(17, 18, 19, 20, 21)));

  @TempDir Path temp;

  private Path path() {
    return temp.resolve("table.parquet");
  }

  private TableFile file() throws IOException {
    return new TableFile(path(), FIELDS, new Scratch());
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
    try (TableFile file = file()) {
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
    }
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
    try (TableFile file = file()) {
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("a", "x");
      texts.put("b", "y");
      file.map("texts").texts(0, texts);
      file.map("numbers").numbers(0, Map.of());
      file.map("typed")
          .values(
              0,
              List.of(
                  new Value("fast", Value.Type.INT, "10", 10.0),
                  new Value("nothing", Value.Type.NULL, null, null)));
      file.endRow();
      file.endRow();
      file.map("numbers").numbers(2, Map.of("n", Double.NaN));
      file.map("typed").values(2, List.of(new Value("s", Value.Type.STRING, "v", null)));
      file.endRow();
      file.finish();
    }
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
    int rows = TableFile.ROWS_A_GROUP + 1_000;
    SplittableRandom random = new SplittableRandom(1);
    long[] wholes = new long[rows];
    try (TableFile file = file()) {
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
    }
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
    random = new SplittableRandom(1);
    List<@Nullable String> names = query("SELECT name FROM FILE");
    for (int i = 0; i < rows; i++) {
      long _ = random.nextLong();
      int _ = random.nextInt(10);
      assertThat(names.get(i)).isEqualTo("n" + random.nextInt(3_000));
    }
  }

  /** Far apart: the differences do not fit into 32 bits. */
  private static long day(int row) {
    return row % 2 == 0 ? -1_500_000_000L - row : 1_500_000_000L + row;
  }

  @Test
  void columns_carry_their_field_ids() throws Exception {
    try (TableFile file = file()) {
      file.endRow();
      file.finish();
    }
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
    try (TableFile file = file()) {
      file.number("number").set(0, 1);
      file.endRow();
      file.number("number").set(1, Double.NaN);
      file.endRow();
      file.finish();
      assertThat(file.bounds().get(3)).isEqualTo(new Bounds(0, 1, "1.0", "1.0"));
    }
    assertThat(query("SELECT number FROM FILE WHERE number > 5")).containsExactly("NaN");
  }

  @Test
  void bounds_are_in_the_order_of_bytes_and_leave_long_texts_out() throws Exception {
    try (TableFile file = file()) {
      // UTF-16 would put the pair before U+FFFD.
      file.text("name").set(0, "\uD83D\uDE80");
      file.endRow();
      file.text("name").set(1, "\uFFFD");
      file.endRow();
      file.endRow();
      file.finish();
      assertThat(file.bounds().get(7)).isEqualTo(new Bounds(1, 0, "\uFFFD", "\uD83D\uDE80"));
    }
    try (TableFile file = new TableFile(temp.resolve("long.parquet"), FIELDS, new Scratch())) {
      file.text("name").set(0, "x".repeat(1_000));
      file.endRow();
      file.finish();
      assertThat(file.bounds().get(7)).isEqualTo(new Bounds(0, 0, null, null));
    }
  }

  @Test
  void a_zero_of_either_sign_is_within_the_bounds() throws Exception {
    try (TableFile file = file()) {
      file.number("number").set(0, 0.0);
      file.endRow();
      file.finish();
      assertThat(file.bounds().get(3)).isEqualTo(new Bounds(0, 0, "-0.0", "0.0"));
    }
  }
}
