package tools.peak.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.Fixtures;
import tools.peak.parquet.Instants;
import tools.peak.parquet.OtherEngine;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetType;

/** Files of Arrow's writer, as pyiceberg makes them; DuckDB says what is in them. */
@Timeout(60)
class FieldReaderTest {
  private static final List<ParquetField> FIELDS =
      List.of(
          field("run_id", ParquetType.TEXT, 1),
          field("price", ParquetType.DOUBLE, 3),
          field("volume", ParquetType.LONG, 4),
          field("seq", ParquetType.INT, 5),
          field("at", ParquetType.TIMESTAMP, 7),
          field("texts", ParquetType.MAP_OF_TEXTS, 10, 11, 12),
          field("numbers", ParquetType.MAP_OF_NUMBERS, 13, 14, 15),
          field("typed", ParquetType.MAP_OF_VALUES, 16, 17, 18, 19, 20, 21),
          field("added", ParquetType.TEXT, 50),
          field("others", ParquetType.MAP_OF_TEXTS, 51, 52, 53));

  private static ParquetField field(String name, ParquetType type, Integer... ids) {
    return new ParquetField(name, type, List.of(ids), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields_v1", "fields_v2"})
  void columns_and_maps_of_another_writer_are_read_by_their_ids(String name) throws Exception {
    List<String> read = rows(Fixtures.path(name));
    try (OtherEngine engine = new OtherEngine()) {
      assertThat(read)
          .hasSize(400)
          .isEqualTo(
              engine.texts(
                  """
                  SELECT concat_ws('|',
                    run,
                    coalesce(p::VARCHAR, 'null'),
                    coalesce(v::VARCHAR, 'null'),
                    coalesce(q::VARCHAR, 'null'),
                    coalesce(epoch_us(sold_at)::VARCHAR, 'null'),
                    coalesce(t::VARCHAR, 'null'),
                    coalesce(n::VARCHAR, 'null'),
                    coalesce(y::VARCHAR, 'null'))
                  FROM '%s'"""
                      .formatted(Fixtures.path(name))));
    }
  }

  private static List<String> rows(Path file) throws ParquetException, IOException {
    List<String> texts = new ArrayList<>();
    try (FieldReader reader = FieldReader.open(file, FIELDS, ParquetLimits.DEFAULT)) {
      for (FieldRows rows = reader.next(); rows != null; rows = reader.next()) {
        for (int row = 0; row < rows.rows(); row++) {
          texts.add(text(rows, row));
          assertThat(rows.column("added").text(row)).isNull();
          assertThat(rows.map("others").isMissing(row)).isTrue();
        }
      }
      assertThat(texts).hasSize((int) reader.rows());
    }
    return texts;
  }

  private static String text(FieldRows rows, int row) {
    List<String> parts = new ArrayList<>();
    for (String name : List.of("run_id", "price", "volume", "seq")) {
      parts.add(or(rows.column(name).text(row)));
    }
    parts.add(
        rows.column("at") instanceof Instants times && !times.isMissing(row)
            ? Long.toString(times.get(row))
            : "null");
    for (String name : List.of("texts", "numbers", "typed")) {
      parts.add(map(rows.map(name), name, row));
    }
    return String.join("|", parts);
  }

  private static String map(MapRows map, String name, int row) {
    if (map.isMissing(row)) {
      return "null";
    }
    List<String> entries = new ArrayList<>();
    for (int entry = map.from(row); entry < map.to(row); entry++) {
      String value =
          switch (name) {
            case "texts" -> orNull(map.text(entry));
            case "numbers" -> orNull(map.number(entry));
            default ->
                map.hasValue(entry)
                    ? "{'type': %s, 'value': %s, 'number': %s}"
                        .formatted(
                            orNull(map.type(entry)),
                            orNull(map.text(entry)),
                            orNull(map.number(entry)))
                    : "NULL";
          };
      entries.add(map.key(entry) + "=" + value);
    }
    return "{" + String.join(", ", entries) + "}";
  }

  private static String orNull(@Nullable Object value) {
    return value == null ? "NULL" : value.toString();
  }

  private static String or(@Nullable String text) {
    return text == null ? "null" : text;
  }

  @Test
  void damaged_files_end_in_an_exception_of_the_reader(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    Path file = folder.resolve("damaged.parquet");
    for (String name : List.of("fields_v1", "fields_v2")) {
      byte[] whole = Fixtures.bytes(name);
      for (int round = 0; round < 400; round++) {
        byte[] damaged = whole.clone();
        for (int flip = 0; flip <= round % 3; flip++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Files.write(file, round % 10 == 9 ? Arrays.copyOf(damaged, random.nextInt(99)) : damaged);
        try {
          assertThat(rows(file)).hasSizeLessThan(100_000);
        } catch (ParquetException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  @Test
  void a_file_without_field_ids_is_refused() {
    assertThatExceptionOfType(ParquetException.class)
        .isThrownBy(() -> rows(Fixtures.path("pandas_snappy")))
        .withMessage("its columns have no field ids");
  }
}
