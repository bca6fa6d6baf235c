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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.write.ParquetWriter.RowGroups;

/**
 * Rows of any values, written in row groups of any size, are what DuckDB reads: each seed is
 * another table, and a failure names it.
 */
final class AnyRowsTest {
  private static final List<ParquetField> FIELDS =
      List.of(
          new ParquetField("word", ParquetType.TEXT, List.of(1), true),
          new ParquetField("number", ParquetType.DOUBLE, List.of(2), true),
          new ParquetField("whole", ParquetType.LONG, List.of(3), true),
          new ParquetField("ordinal", ParquetType.INT, List.of(4), true),
          new ParquetField("truth", ParquetType.BOOLEAN, List.of(5), true),
          new ParquetField("at", ParquetType.TIMESTAMP, List.of(6), true),
          new ParquetField("words", ParquetType.MAP_OF_TEXTS, List.of(7, 8, 9), false),
          new ParquetField("numbers", ParquetType.MAP_OF_NUMBERS, List.of(10, 11, 12), false));

  /** What is written without quotes in the text that DuckDB makes of a map. */
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private static final List<Double> ODD_NUMBERS =
      List.of(
          0.0,
          -0.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          -Double.MAX_VALUE,
          0.1,
          1e300);

  private static final List<Long> ODD_WHOLES =
      List.of(
          0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, (1L << 53) + 1, 1L << 31, -(1L << 31));

  private static final List<String> ODD_WORDS =
      List.of(
          "",
          " ",
          "NULL",
          "nul\u0000l",
          "'",
          "\"",
          "\\",
          "ä",
          "\uD83D\uDE80",
          "\uFFFD",
          "x".repeat(5_000));

  @TempDir Path temp;

  /** A table by its columns: a value of each row, null where there is none. */
  private record Table(int rows, Map<String, List<@Nullable Object>> columns) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void are_read_as_they_were_written(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(1, 3_000);
    Table table = new Table(rows, new LinkedHashMap<>());
    fill(table, "word", random, some -> word(some, random));
    fill(table, "number", random, some -> number(some, random));
    fill(table, "whole", random, some -> whole(some, random));
    fill(table, "ordinal", random, some -> (long) (int) whole(some, random));
    fill(table, "truth", random, some -> some % 2 == 0);
    fill(table, "at", random, some -> whole(some, random) >> 12);
    fill(table, "words", random, _ -> words(random, _ -> letters(random)));
    fill(table, "numbers", random, _ -> words(random, _ -> (double) random.nextInt(100)));
    Path file = temp.resolve("any.parquet");
    write(file, table, new RowGroups(random.nextInt(1, 4_000), random.nextInt(1, 1 << 20)));

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (ParquetField field : FIELDS) {
        assertThat(read(statement, file, field))
            .as("%s of seed %s", field.name(), seed)
            .isEqualTo(said(table.columns().getOrDefault(field.name(), List.of())));
      }
    }
  }

  /** Values of a column, mixed as columns are: few different ones, many, none at all, runs. */
  private static void fill(
      Table table, String name, SplittableRandom random, IntFunction<Object> value) {
    int different = 1 << random.nextInt(0, 12);
    double missing = random.nextInt(4) == 0 ? random.nextDouble() : 0.05;
    int run = random.nextInt(4) == 0 ? random.nextInt(1, 400) : 1;
    List<@Nullable Object> values = new ArrayList<>();
    while (values.size() < table.rows()) {
      @Nullable Object next =
          random.nextDouble() < missing ? null : value.apply(random.nextInt(different));
      for (int i = 0; i < run && values.size() < table.rows(); i++) {
        values.add(next);
      }
    }
    table.columns().put(name, values);
  }

  private static String word(int some, SplittableRandom random) {
    return random.nextInt(20) == 0
        ? ODD_WORDS.get(random.nextInt(ODD_WORDS.size()))
        : "word " + some;
  }

  private static double number(int some, SplittableRandom random) {
    return random.nextInt(20) == 0
        ? ODD_NUMBERS.get(random.nextInt(ODD_NUMBERS.size()))
        : some / 8.0;
  }

  private static long whole(int some, SplittableRandom random) {
    return random.nextInt(20) == 0 ? ODD_WHOLES.get(random.nextInt(ODD_WHOLES.size())) : some;
  }

  private static Map<String, Object> words(SplittableRandom random, IntFunction<Object> value) {
    Map<String, Object> map = new LinkedHashMap<>();
    int entries = random.nextInt(4);
    for (int i = 0; i < entries; i++) {
      map.put(letters(random), value.apply(i));
    }
    return map;
  }

  private static String letters(SplittableRandom random) {
    StringBuilder letters = new StringBuilder();
    int length = random.nextInt(1, 6);
    for (int i = 0; i < length; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  private static void write(Path path, Table table, RowGroups groups) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      ParquetWriter file = new ParquetWriter(out, FIELDS, new WriterBuffers(), groups);
      for (int row = 0; row < table.rows(); row++) {
        for (ParquetField field : FIELDS) {
          Object value = table.columns().getOrDefault(field.name(), List.of()).get(row);
          if (value != null) {
            set(file, field, value);
          }
        }
        file.endRow();
      }
      file.finish();
    }
  }

  @SuppressWarnings("unchecked") // a map is one of the column's values
  private static void set(ParquetWriter file, ParquetField field, Object value) {
    switch (field.type()) {
      case TEXT -> file.text(field.name()).set(file.row(), (String) value);
      case DOUBLE -> file.number(field.name()).set(file.row(), (double) value);
      case BOOLEAN -> file.truth(field.name()).set(file.row(), (boolean) value);
      case MAP_OF_TEXTS -> file.map(field.name()).texts(file.row(), (Map<String, String>) value);
      case MAP_OF_NUMBERS ->
          file.map(field.name()).numbers(file.row(), (Map<String, Double>) value);
      default -> file.whole(field.name()).set(file.row(), (long) value);
    }
  }

  /** As {@link #read} tells them. */
  private static List<@Nullable String> said(List<@Nullable Object> values) {
    List<@Nullable String> said = new ArrayList<>();
    for (Object value : values) {
      said.add(
          switch (value) {
            case null -> null;
            case Double number -> bits(number);
            case Map<?, ?> map -> map.toString().replace(", ", ",");
            default -> value.toString();
          });
    }
    return said;
  }

  /** NaN has many, which mean the same. */
  private static String bits(double number) {
    return Double.isNaN(number) ? "NaN" : Long.toHexString(Double.doubleToRawLongBits(number));
  }

  private static List<@Nullable String> read(Statement statement, Path file, ParquetField field)
      throws SQLException {
    String column =
        switch (field.type()) {
          case TIMESTAMP -> "epoch_us(\"at\")";
          case MAP_OF_TEXTS, MAP_OF_NUMBERS -> field.name() + "::VARCHAR";
          default -> field.name();
        };
    List<@Nullable String> values = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT %s FROM read_parquet('%s')".formatted(column, file))) {
      while (rows.next()) {
        Object value = rows.getObject(1);
        values.add(
            switch (value) {
              case null -> null;
              case Double number -> bits(number);
              case String text when field.type().isMap() -> text.replace(", ", ",");
              default -> value.toString();
            });
      }
    }
    return values;
  }
}
