package tools.peak.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.OtherEngine;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableWriterTest {
  private OtherEngine duckDb;

  @BeforeAll
  void open() throws SQLException {
    duckDb = new OtherEngine();
  }

  @AfterAll
  void close() throws SQLException {
    duckDb.close();
  }

  @Test
  void what_is_written_is_read_again_by_us_and_by_another_engine(@TempDir Path folder)
      throws Exception {
    for (int rows : List.of(1, 7, 8, 40, 20_050)) {
      List<ParquetColumn> columns = columns(rows);
      byte[] bytes = written(columns);
      Path file = Files.write(folder.resolve("trades.parquet"), bytes);

      List<String> expected = Fixtures.values(new ParquetTable(rows, columns));
      assertThat(Fixtures.values(Fixtures.table(bytes))).isEqualTo(expected);
      assertThat(duckDb.values(file)).isEqualTo(expected);
    }
  }

  /** Any table of any shape, by its seed: what fails can be tried again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void any_table_is_read_again_by_us_and_by_another_engine(long seed, @TempDir Path folder)
      throws Exception {
    Random random = new Random(seed);
    int rows = random.nextInt(1, 3_000);
    List<ParquetColumn> columns = new ArrayList<>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      columns.add(anyColumn("c" + i, rows, random));
    }
    byte[] bytes = written(columns);
    Path file = Files.write(folder.resolve("any.parquet"), bytes);

    List<String> expected = Fixtures.values(new ParquetTable(rows, columns));
    assertThat(Fixtures.values(Fixtures.table(bytes))).isEqualTo(expected);
    assertThat(duckDb.values(file)).isEqualTo(expected);
  }

  private static ParquetColumn anyColumn(String name, int rows, Random random) {
    BitSet missing = new BitSet();
    int oneOf = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 9);
    for (int row = 0; row < rows; row++) {
      missing.set(row, random.nextInt(oneOf) == 1);
    }
    double[] odd = {0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 0.1};
    boolean isRepetitive = random.nextBoolean();
    return switch (random.nextInt(6)) {
      case 0 -> {
        double[] values = new double[rows];
        Arrays.setAll(
            values, _ -> isRepetitive ? odd[random.nextInt(odd.length)] : random.nextGaussian());
        yield new Numbers(name, Doubles.of(values, missing));
      }
      case 1 -> Integers.of(name, anyLongs(rows, isRepetitive, random), missing);
      case 2 -> Integers.ofUnsigned(name, anyLongs(rows, isRepetitive, random), missing);
      case 3 -> {
        long[] micros = new long[rows];
        Arrays.setAll(
            micros, row -> missing.get(row) ? Times.MISSING : random.nextLong(-1L << 55, 1L << 55));
        yield new Instants(name, Times.ofMicros(micros));
      }
      case 4 -> {
        BitSet values = new BitSet();
        for (int row = 0; row < rows; row++) {
          values.set(row, random.nextInt(isRepetitive ? 50 : 2) == 1);
        }
        yield Booleans.of(name, rows, values, missing);
      }
      default -> {
        @Nullable String[] texts = new @Nullable String[rows];
        for (int row = 0; row < rows; row++) {
          texts[row] = missing.get(row) ? null : anyText(isRepetitive, random);
        }
        yield new Strings(name, Texts.of(texts));
      }
    };
  }

  private static long[] anyLongs(int rows, boolean isRepetitive, Random random) {
    long[] values = new long[rows];
    Arrays.setAll(values, _ -> isRepetitive ? random.nextInt(3) - 1L : random.nextLong());
    return values;
  }

  /** Empty ones, some that come again, and now and then one larger than a page. */
  private static String anyText(boolean isRepetitive, Random random) {
    if (isRepetitive) {
      return List.of("", "long", "Zürich 🚀", "a\tb").get(random.nextInt(4));
    }
    return random.nextInt(1_000) == 1
        ? "x".repeat(random.nextInt(1 << 21))
        : "order " + random.nextInt();
  }

  @Test
  void kinds_survive() throws Exception {
    ParquetTable table = Fixtures.table(written(columns(9)));

    assertThat(table.columns())
        .extracting(column -> (Object) column.getClass())
        .containsExactly(
            Numbers.class,
            Integers.class,
            Integers.class,
            Instants.class,
            Strings.class,
            Strings.class,
            Strings.class,
            Booleans.class,
            AllMissing.class);
  }

  @Test
  void an_empty_table_keeps_its_columns(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("empty.parquet");
    TableWriter.write(file, columns(0));

    ParquetTable table = Fixtures.table(Files.readAllBytes(file));
    assertThat(table.rows()).isZero();
    assertThat(table.columns()).hasSize(9);
    assertThat(duckDb.values(file)).isEmpty();
  }

  @Test
  void a_table_without_columns_is_a_file_too() throws Exception {
    assertThat(Fixtures.table(written(List.of())).columns()).isEmpty();
  }

  @Test
  void repeated_texts_are_written_once() throws Exception {
    @Nullable String[] sides = new @Nullable String[10_000];
    for (int row = 0; row < sides.length; row++) {
      sides[row] = row % 3 == 0 ? "long" : "short";
    }

    byte[] bytes = written(List.of(new Strings("side", Texts.of(sides))));

    assertThat(bytes).hasSizeLessThan(10_000 / 8 + 500);
  }

  @Test
  void columns_of_different_sizes_are_refused() {
    List<ParquetColumn> columns = List.of(new AllMissing("a", 2), new AllMissing("b", 3));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> written(columns))
        .withMessage("b has 3 rows of 2");
  }

  private static byte[] written(List<ParquetColumn> columns) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter.write(out, columns);
    return out.toByteArray();
  }

  /** Columns of each kind, with what is awkward in it. */
  private static List<ParquetColumn> columns(int rows) {
    Random random = new Random(rows);
    double[] doubles = new double[rows];
    long[] longs = new long[rows];
    long[] micros = new long[rows];
    @Nullable String[] sides = new @Nullable String[rows];
    @Nullable String[] constant = new @Nullable String[rows];
    @Nullable String[] texts = new @Nullable String[rows];
    BitSet missing = new BitSet();
    BitSet booleans = new BitSet();
    double[] awkward = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE
    };
    for (int row = 0; row < rows; row++) {
      doubles[row] = row % 4 == 1 ? awkward[row % awkward.length] : random.nextGaussian();
      longs[row] = random.nextLong();
      micros[row] = row % 5 == 4 ? Times.MISSING : 1_709_194_876_589_372L + random.nextInt();
      sides[row] = row % 6 == 5 ? null : List.of("long", "short", "Zürich 🚀").get(row % 3);
      constant[row] = "BTC/EUR";
      texts[row] = row % 9 == 0 ? "" : "order " + row;
      missing.set(row, row % 7 == 3);
      booleans.set(row, random.nextBoolean());
    }
    return List.of(
        new Numbers("pnl, 'net'", Doubles.of(doubles, missing)),
        Integers.of("größe", longs, missing),
        Integers.ofUnsigned("unsigned", longs, new BitSet()),
        new Instants("entry_time", Times.ofMicros(micros)),
        new Strings("side", Texts.of(sides)),
        new Strings("symbol", Texts.of(constant)),
        new Strings("id", Texts.of(texts)),
        Booleans.of("won", rows, booleans, missing),
        new AllMissing("nothing", rows));
  }
}
