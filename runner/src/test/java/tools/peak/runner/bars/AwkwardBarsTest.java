package tools.peak.runner.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of bars among the reference's awkward inputs, read as if AAA had been asked for. */
class AwkwardBarsTest {
  private static final Path REFERENCE = Path.of("../docs/reference/awkward-inputs.md");

  static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (Stream<String> lines = Files.lines(REFERENCE)) {
      lines
          .filter(line -> line.matches("\\| \\d\\d_\\w+/bars\\S+ \\|.*"))
          .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 2))
          .forEach(rows::add);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_file_is_taken_as_the_reference_says(String name, String told) {
    assertThat(told(root().resolve(name))).isEqualTo(told);
  }

  @Test
  void every_file_of_a_kind_has_its_row() throws IOException {
    List<String> told = rows().stream().map(row -> row[0]).toList();
    Set<String> kinds = told.stream().map(AwkwardBarsTest::kind).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(root())) {
      assertThat(told)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(file -> file.getFileName().toString().startsWith("bars"))
                  .map(file -> root().relativize(file).toString())
                  .filter(name -> kinds.contains(kind(name)))
                  .toList());
    }
  }

  private static String kind(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private static String told(Path file) {
    try {
      Bars bars = Bars.read(file, "AAA");
      int last = bars.size() - 1;
      return String.format(
          Locale.ROOT,
          "%d bars from %s, close %s, to %s, close %s%s",
          bars.size(),
          bars.time(0),
          bars.close(0),
          bars.time(last),
          bars.close(last),
          bars.remark() == null ? "" : " · " + bars.remark());
    } catch (BarsException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(AwkwardBarsTest.class.getResource("/cases")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
