package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's table of awkward inputs, run: each row's folder, and no folder without a row. */
class AwkwardInputsTest {
  private static final Path REFERENCE = Path.of("../docs/reference/awkward-inputs.md");

  /** Kinds that have a table. */
  static final List<String> KINDS =
      List.of(
          "01_length_of_time",
          "02_smallest_integer_for_missing",
          "03_nested_column",
          "04_two_columns_of_one_name",
          "05_whole_number_times",
          "06_empty_dictionary",
          "07_compression_and_encoding",
          "08_folder_called_trades_parquet",
          "09_headers",
          "10_header_rows_and_symbols",
          "11_separators",
          "12_epoch_times",
          "13_utc_behind_the_time",
          "14_utf_16",
          "15_dotted_and_nested_keys",
          "17_dates",
          "18_table_where_a_number_should_be");

  /** Rows of run folders; files of bars are the runner's. */
  static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (Stream<String> lines = Files.lines(REFERENCE)) {
      lines
          .filter(line -> line.matches("\\| \\d\\d_\\w+/(?!bars)\\w+ \\|.*"))
          .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 2))
          .forEach(rows::add);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_folder_is_taken_as_the_reference_says(String name, String told) throws IOException {
    assertThat(Cases.told(name)).isEqualTo(told);
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void every_folder_of_the_kind_has_its_row(String kind) throws IOException {
    assertThat(rows().stream().map(row -> row[0]).filter(name -> name.startsWith(kind + "/")))
        .containsExactlyElementsOf(Cases.of(kind));
  }

  @Test
  void no_row_is_of_another_kind() throws IOException {
    assertThat(rows()).allMatch(row -> KINDS.contains(row[0].substring(0, row[0].indexOf('/'))));
  }
}
