package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that other tools allow themselves: with hyphens, slashes, blanks and worse. */
class AwkwardNamesTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path run = Folders.run(dir.resolve("results"), "alpha", "macd", "1.5");
    Files.writeString(
        run.resolve("stats.json"),
        """
        {"sharpe": 1.5, "buy-hold": 0.5, "win rate": 0.6, "a/b": 3}
        """);
    Path snapshot = run.resolve("config_snapshot.json");
    Files.writeString(
        snapshot,
        Files.readString(snapshot).replace("\"fast\": 10", "\"fast\": 10, \"max-depth\": 4"));
    assertThat(peak("ingest", dir.resolve("results").toString(), "--settle", "0").exit()).isZero();
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void an_error_shows_the_form_to_write() {
    assertThat(peak("query", "--where", "buy-hold > 0").err()).contains("; write \"buy-hold\"\n");
    assertThat(peak("query", "--where", "win rate > 0").err()).contains("; write \"win rate\"\n");
    assertThat(peak("query", "--order-by", "a/b desc").err()).contains("; write \"a/b\"\n");
    assertThat(peak("query", "--where", "metrics.buy-hold > 0").err())
        .contains("; write metrics.\"buy-hold\"\n");
    assertThat(peak("query", "--where", "params.max-depth = 4").err())
        .contains("; write params.\"max-depth\"\n");
    assertThat(peak("query", "--where", "\"buy-holt\" > 0").err())
        .contains("did you mean \"buy-hold\"?");
    assertThat(peak("query", "--where", "sharpe - shrp > 0").err()).doesNotContain("; write");
  }

  @Test
  void the_form_that_is_shown_is_understood() {
    for (String filter :
        new String[] {
          "\"buy-hold\" > 0",
          "\"win rate\" > 0",
          "\"a/b\" = 3",
          "metrics.\"buy-hold\" > 0",
          "params.\"max-depth\" = 4"
        }) {
      assertThat(peak("query", "--where", filter, "--count").out()).as(filter).isEqualTo("1\n");
    }
  }

  @Test
  void what_tag_echoes_cannot_steer_a_terminal() {
    assertThat(peak("tag", "alpha", "note=\u001b[2J").out()).isEqualTo("alpha: note=\\u001b[2J\n");
  }

  @Test
  void a_folder_of_results_cannot_steer_a_terminal() throws IOException {
    Path bars = dir.resolve("bars.csv");
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int day = 10; day < 28; day++) {
      csv.append("2024-02-").append(day).append("T00:00:00Z,1,1,1,1,1\n");
    }
    Files.writeString(bars, csv);
    Ran ran =
        Ran.peak(
            Map.of(),
            "backtest",
            "--strategy",
            "ma_crossover",
            "--param",
            "fast=2",
            "--param",
            "slow=3",
            "--symbol",
            "X",
            "--data",
            bars.toString(),
            "--results-dir",
            dir.resolve("\u001b[31mred").toString());
    assertThat(ran.out()).contains("next: peak ingest ", "\\u001b[31mred").doesNotContain("\u001b");
  }

  @Test
  void csv_is_safe_for_spreadsheets_where_asked_for() {
    peak("tag", "alpha", "formula==1+1");
    assertThat(peak("tag", "alpha", "--format", "csv", "--csv-safe").out()).contains(",'=1+1,");
    assertThat(peak("tag", "alpha", "--format", "csv").out()).contains(",=1+1,");
    Ran ran = peak("query", "--csv-safe");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("peak query: --csv-safe is for --format csv");
  }
}
