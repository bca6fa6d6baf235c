package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;

/** A metric that runs have, but no run as a number. */
final class NoNumberTest {
  private static TestRun with(String id, String name, String text) {
    TestRun run = run(id);
    run.texts.put(name, text);
    return run;
  }

  @Test
  void a_question_about_it_says_what_the_runs_have_instead(@TempDir Path folder)
      throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      lake.commit(
          List.of(
              with("a", "sharpe", "{\"is\": 1, \"oos\": 2}"),
              with("b", "max-drawdown", "high"),
              with("c", "max-drawdown", "low"),
              with("d", "max-drawdown", "[1, 2]"),
              with("e", "robust", "true").metric("cagr", 1)));
      var queries = lake.queries();

      assertThatThrownBy(() -> queries.runs().where("sharpe > 1").fetch())
          .hasMessageStartingWith("sharpe is no number in any run (1 has an object)");
      assertThatThrownBy(() -> queries.runs().orderBy("\"max-drawdown\"").fetch())
          .hasMessageStartingWith(
              "\"max-drawdown\" is no number in any run (1 has a list, 2 have a text)");
      assertThatThrownBy(() -> queries.stats("metrics.robust").fetch())
          .hasMessageStartingWith("robust is no number in any run (1 has true or false)");
      assertThatThrownBy(() -> queries.runs().where("calmar > 1").fetch())
          .hasMessageStartingWith("no attribute or metric 'calmar'");
    }
  }
}
