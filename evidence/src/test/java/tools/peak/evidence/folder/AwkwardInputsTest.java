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
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's table of awkward inputs, run: each row's folder, and no folder without a row. */
class AwkwardInputsTest {
  private static final Path REFERENCE = Path.of("../docs/reference/awkward-inputs.md");

  /** All kinds: each has a table. */
  static List<String> kinds() throws IOException {
    try (Stream<Path> kinds = Files.list(Cases.root())) {
      return kinds
          .filter(Files::isDirectory)
          .map(kind -> kind.getFileName().toString())
          .sorted()
          .toList();
    }
  }

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
  @MethodSource("kinds")
  void every_folder_of_the_kind_has_its_row(String kind) throws IOException {
    assertThat(rows().stream().map(row -> row[0]).filter(name -> name.startsWith(kind + "/")))
        .containsExactlyElementsOf(Cases.of(kind));
  }

  @Test
  void no_row_is_of_another_kind() throws IOException {
    List<String> kinds = kinds();
    assertThat(rows()).allMatch(row -> kinds.contains(row[0].substring(0, row[0].indexOf('/'))));
  }
}
