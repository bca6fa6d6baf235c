package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.cli.command.Exit;
import tools.peak.fixtures.Needed;

/** Output that nobody could write is a failure, whatever was to be written: {@code > /dev/full}. */
class FullOutputTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir static Path dir;

  @BeforeAll
  static void makeLake() throws IOException {
    Needed.here(Files.isWritable(FULL), "/dev/full", "Linux alone has a disk that is always full");
    Folders.run(dir.resolve("results"), "r1", "macd", "1.5");
    assertThat(Ran.peak("--lake", lake(), "ingest", dir.resolve("results").toString()).exit())
        .isZero();
  }

  private static String lake() {
    return dir.resolve("lake").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query",
        "query --format csv",
        "query --format json",
        "query --format ndjson",
        "query --format markdown",
        "query --format parquet",
        "--json query",
        "aggregate sharpe",
        "show r1",
        "sql 'SELECT 1'",
        "rejects",
        "verify",
        "tag r1 a=b",
        "--json ingest RESULTS",
        "completion",
        "help query",
        "--version"
      })
  void every_command_says_so(String words) throws IOException {
    List<String> arguments =
        Stream.concat(
                Stream.of("--lake", lake()),
                Stream.of(words.replace("'", "").split(" (?!1$)"))
                    .map(word -> word.replace("RESULTS", dir.resolve("results").toString())))
            .toList();
    String[] args =
        words.equals("--version") || words.startsWith("help")
            ? words.split(" ")
            : arguments.toArray(String[]::new);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (OutputStream full = new FileOutputStream(FULL.toFile())) {
      assertThat(Main.run(args, full, err, Map.of())).isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .last()
        .asString()
        .startsWith("peak")
        .endsWith(": standard output can't be written: No space left on device");
  }
}
