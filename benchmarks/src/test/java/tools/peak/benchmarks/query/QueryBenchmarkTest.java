package tools.peak.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;

/** The benchmark itself, over a lake that is made in a moment. */
class QueryBenchmarkTest {
  @TempDir Path folder;

  @Test
  void a_small_lake_is_made_once_and_every_question_is_asked_both_ways() throws Exception {
    String first = run();
    assertThat(first)
        .contains("lake made in", "native table made in", "copies made in")
        .contains("top 10 by filter, 2 columns", "count by a tag", "one metric through stats");
    assertThat(run()).doesNotContain("lake made in");
    try (Lake lake = Lake.open(folder.resolve("720x21/lake"))) {
      assertThat(lake.runs().count()).isEqualTo(720);
      assertThat(lake.verify().isClean()).isTrue();
    }
  }

  @Test
  void both_sides_count_the_same() throws Exception {
    String _ = run();
    try (Lake lake = Lake.open(folder.resolve("720x21/lake"));
        NativeTable peer = NativeTable.open(folder.resolve("720x21/native.duckdb"), 1)) {
      for (Question question : Question.all("none", List.of("run_id"))) {
        if (question.name().startsWith("count")) {
          assertThat(peer.ask(question.sql()))
              .as(question.name())
              .isEqualTo("1 rows, " + question.peak().apply(lake));
        }
      }
      assertThat(lake.runs().where("tags.owner = 'owner4'").count()).isPositive();
    }
  }

  private String run() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new QueryBenchmark(
            QueryOptions.parse(
                "--runs", "720", "--metrics", "21", "--repeat", "1", "--keep", folder.toString()),
            new PrintStream(out, true, UTF_8))
        .run();
    return out.toString(UTF_8);
  }
}
