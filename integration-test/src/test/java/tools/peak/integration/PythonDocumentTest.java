package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Needed;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;

/** What docs/python.md shows is what its snippets print. */
final class PythonDocumentTest {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("PEAK_PYTHON"), "python3");

  private static final Pattern SNIPPET =
      Pattern.compile("```python\n(.*?)```\n```text\n(.*?)```", Pattern.DOTALL);

  private static final String[] DOCUMENT_PARTS = parts();

  @TempDir Path temp;

  /** With the package, and without Peak. */
  private static String[] parts() {
    try {
      return Files.readString(Path.of("../docs/python.md")).split("\n## Without Peak", 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void load() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results"));
    run("macd_btc", "macd", "1.5", 10).param("fast", "10").writeTo(results.resolve("a"));
    run("macd_eth", "macd", "NaN", 1).param("fast", "20").writeTo(results.resolve("b"));
    run("rsi_btc", "rsi_reversion", "2.25", 20).param("fast", "14").writeTo(results.resolve("c"));
    run("hold_btc", "buy_and_hold", "0.75", 5).writeTo(results.resolve("d"));
    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      var _ =
          lake.ingest(
              List.of(results),
              IngestOptions.DEFAULT.withSettle(Duration.ZERO),
              IngestListener.NONE);
    }
  }

  private static Chain run(String id, String strategy, String sharpe, int step) {
    StringBuilder equity = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < 3; i++) {
      equity.append(
          String.format(Locale.ROOT, "2024-10-0%dT00:00:00,%d.0\n", 1 + i, 1000 + i * step));
    }
    return Chain.bare(id)
        .meta("strategy", Chain.quoted(strategy))
        .meta("stage", "\"backtest\"")
        .meta("timestamp", "\"2024-11-05T10:00:00Z\"")
        .stat("sharpe", sharpe)
        .file("equity.csv", equity.toString());
  }

  @Test
  void every_snippet_without_peak_prints_what_the_document_shows() throws Exception {
    needs("pyiceberg, pyarrow, sqlalchemy, pandas, polars, duckdb");
    assertPrints(snippets(DOCUMENT_PARTS[1]), 8, temp);
  }

  @Test
  void every_snippet_of_the_package_prints_what_the_document_shows() throws Exception {
    needs("pyarrow, pandas, backtesting");
    assertPrints(snippets(DOCUMENT_PARTS[0]), 7, Files.createDirectory(temp.resolve("package")));
  }

  private static void needs(String packages) throws InterruptedException {
    Needed.here(
        exitOf(PYTHON, "-c", "import " + packages) == 0,
        "python",
        "see docs/python.md for its packages (and PEAK_PYTHON)");
  }

  private record Snippet(String program, String output) {}

  private static List<Snippet> snippets(String part) {
    return SNIPPET
        .matcher(part)
        .results()
        .map(found -> new Snippet(found.group(1), found.group(2)))
        .toList();
  }

  private void assertPrints(List<Snippet> snippets, int count, Path folder) throws Exception {
    assertThat(snippets).hasSize(count);
    // One process, for it is the imports that take time; a line of its own ends each answer.
    StringBuilder program = new StringBuilder();
    for (Snippet snippet : snippets) {
      program.append(snippet.program()).append("print('=====')\n");
    }
    Path script = Files.writeString(folder.resolve("snippets.py"), program.toString());
    Launched python =
        Launched.run(
            folder,
            Map.of(
                "PYTHONPATH", Path.of("../python/src").toAbsolutePath().normalize().toString(),
                "PYTHONDONTWRITEBYTECODE", "1",
                "PEAK_HOME", Launched.DISTRIBUTION.toString()),
            List.of(PYTHON, "-X", "utf8", script.toString()));
    assertThat(python.exit()).as(python.err()).isZero();
    List<String> answers = List.of(python.out().split("=====\n", -1));
    for (int i = 0; i < snippets.size(); i++) {
      assertThat(words(answers.get(i)))
          .as(snippets.get(i).program())
          .isEqualTo(words(snippets.get(i).output()));
    }
  }

  /** Versions of pandas differ in how they align columns. */
  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static int exitOf(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    }
  }
}
