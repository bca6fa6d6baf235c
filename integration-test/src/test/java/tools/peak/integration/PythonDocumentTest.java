package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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

  @TempDir Path temp;

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
  void every_snippet_prints_what_the_document_shows() throws Exception {
    Needed.here(
        exitOf(PYTHON, "-c", "import pyiceberg, pyarrow, sqlalchemy, pandas, polars, duckdb") == 0,
        "python",
        "see docs/python.md for its packages (and PEAK_PYTHON)");
    List<String[]> snippets = new ArrayList<>();
    Matcher matcher = SNIPPET.matcher(Files.readString(Path.of("../docs/python.md")));
    while (matcher.find()) {
      snippets.add(new String[] {matcher.group(1), matcher.group(2)});
    }
    assertThat(snippets).hasSize(8);
    // One process, for it is the imports that take time; a line of its own ends each answer.
    StringBuilder program = new StringBuilder();
    for (String[] snippet : snippets) {
      program.append(snippet[0]).append("print('=====')\n");
    }
    Path script = Files.writeString(temp.resolve("snippets.py"), program.toString());
    Path answer = temp.resolve("answer.txt");
    Path complaints = temp.resolve("complaints.txt");
    Process python =
        new ProcessBuilder(PYTHON, "-X", "utf8", script.toString())
            .directory(temp.toFile())
            .redirectOutput(answer.toFile())
            .redirectError(complaints.toFile())
            .start();
    assertThat(python.waitFor()).as(Files.readString(complaints)).isZero();
    List<String> answers = List.of(Files.readString(answer, UTF_8).split("=====\n", -1));
    for (int i = 0; i < snippets.size(); i++) {
      assertThat(words(answers.get(i))).as(snippets.get(i)[0]).isEqualTo(words(snippets.get(i)[1]));
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
