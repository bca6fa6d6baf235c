package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project file says, and what was shown last. */
class ShorthandTest {
  @TempDir Path dir;
  private Path below;

  @BeforeEach
  void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "beta", "rsi", "2.5");
    below = Files.createDirectories(dir.resolve("notebooks/today"));
    project(
        """
        lake = "the lake"
        columns = ["run_id", "sharpe"]
        [filters]
        best = "sharpe > 2"
        """);
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private void project(String text) throws IOException {
    Files.writeString(dir.resolve(".peak.toml"), text);
  }

  private Ran peak(String... args) {
    return Ran.peak(
        new HashMap<>(
            Map.of(
                "PEAK_PROJECT", below.toString(), "PEAK_STATE", dir.resolve("state").toString())),
        args);
  }

  @Test
  void a_project_file_above_names_the_lake_and_the_columns() {
    assertThat(dir.resolve("the lake/peak.toml")).exists();
    assertThat(peak("query").out()).startsWith("run_id  sharpe\n").contains("2 rows");
    assertThat(peak("query", "--columns", "run_id", "--format", "csv").out())
        .isEqualTo("run_id\nalpha\nbeta\n");
    assertThat(peak("query", "--format", "csv").out()).startsWith("run_id,strategy,");
    assertThat(peak("query", "--lake", dir.resolve("none").toString()).err())
        .contains("no lake at");
  }

  @Test
  void a_filter_has_a_name() {
    assertThat(peak("query", "@best", "--count").out()).isEqualTo("1\n");
    assertThat(peak("query", "--where", "@best", "--where", "sharpe < 1", "--count").out())
        .isEqualTo("0\n");
    assertThat(peak("tag", "@best", "shortlist=yes").out()).isEqualTo("beta: shortlist=yes\n");
    assertThat(peak("query", "@bset").err()).contains("no filter 'bset'", "did you mean @best?");
    assertThat(peak("note", "alpha", "@john").out()).isEqualTo("alpha: @john\n");
  }

  @Test
  void a_row_of_the_last_table_names_its_run() {
    assertThat(peak("show", "@1").err()).contains("none was shown here");
    assertThat(peak("query", "--order-by", "sharpe desc").exit()).isZero();
    assertThat(peak("query", "--format", "csv").exit()).isZero();
    assertThat(peak("tag", "@1", "seen=yes").out()).isEqualTo("beta: seen=yes\n");
    assertThat(peak("equity", "@2").out()).contains("alpha", "2 rows");
    assertThat(peak("show", "@5").err()).contains("the last table had 2 rows");
    assertThat(Ran.withLake(dir.resolve("the lake"), "show", "@1").exit()).isEqualTo(1);
  }

  @Test
  void a_project_file_that_is_none_is_said_and_named() throws IOException {
    project("lake = 3\n");
    assertThat(peak("query").err()).contains(".peak.toml: lake is no text");
    project("[filter]\nbest = 'x'\n");
    assertThat(peak("query").err()).contains("'filter' is none of lake, columns, [filters]");
    project("lake = \n");
    assertThat(peak("query").exit()).isEqualTo(2);
    assertThat(peak("query").err()).contains(".peak.toml: line 1 is no TOML").hasLineCount(1);
  }

  @Test
  void the_past_may_be_so_long_ago() {
    assertThat(peak("query", "--as-of", "-0min", "--count").out()).isEqualTo("2\n");
    assertThat(peak("query", "--as-of", "-1y").err()).contains("before the first version");
    assertThat(peak("query", "--as-of", "-1x").exit()).isEqualTo(2);
  }

  @Test
  void nothing_but_failures_is_said_where_that_is_wanted() {
    assertThat(peak("query", "--format", "csv", "-q").err()).isEmpty();
    assertThat(peak("query", "--format", "csv").err()).startsWith("lake version ");
    assertThat(peak("query", "-q", "--where", "sharp > 1").err()).contains("did you mean");
    for (String format : new String[] {"table", "csv", "json", "parquet"}) {
      Ran none = peak("query", "--where", "sharpe > 9", "--fail-empty", "--format", format);
      assertThat(none.exit()).isEqualTo(1);
      assertThat(none.err()).contains("nothing found");
    }
    assertThat(peak("query", "@best", "--count", "--fail-empty").exit()).isZero();
  }

  @Test
  void periods_are_drawn() {
    assertThat(peak("aggregate", "sharpe", "--every", "month", "--plot").out())
        .startsWith("mean by month\n")
        .contains("2024-10-01", "lake version");
    assertThat(peak("aggregate", "sharpe", "--plot").exit()).isEqualTo(2);
  }
}
