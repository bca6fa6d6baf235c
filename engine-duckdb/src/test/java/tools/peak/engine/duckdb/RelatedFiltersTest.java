package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

/** What is said of trades and curves, in every place where filters stand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RelatedFiltersTest {
  private TestLake lake;

  @BeforeAll
  void runs(@TempDir Path folder) throws SQLException {
    lake = new TestLake(folder);
    lake.commit(List.of(winner("exp_1", 3), winner("exp_2", 1)));
    lake.warm();
    lake.commit(List.of(winner("other", 2), run("exp_none").metric("return", 0.25)));
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  private static TestRun winner(String id, int trades) {
    TestRun run = run(id).with("strategy", "macd").metric("return", 0.5).metric("sharpe", trades);
    for (int i = 0; i < trades; i++) {
      run.trade(Map.of("pnl", 10.0 * trades, "side", "long", "symbol", "BTC/USD"));
      run.point(Instant.parse("2024-06-01T00:00:00Z").plusSeconds(86_400L * i), 100.0 + trades * i);
    }
    return run;
  }

  private TableQuery where(String filter, Object... values) {
    return lake.queries().runs().where(filter, values).columns("run_id");
  }

  private static List<String> ids(Result result) {
    return result.rows().stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  @Test
  void a_metric_called_return_stays_one() {
    assertThat(ids(where("return between 0.1 and 0.3").fetch())).containsExactly("exp_none");
    assertThat(ids(where("return between ? and ?", 0.1, 0.3).fetch())).containsExactly("exp_none");
    assertThat(ids(where("return > 0.3 and return between '2024' and '2024' > 0.05").fetch()))
        .containsExactly("exp_1");
  }

  @Test
  void values_are_bound_within_phrases() {
    assertThat(ids(where("any trades (pnl > ?) and run_id <> ?", 15, "other").fetch()))
        .containsExactly("exp_1");
    assertThat(
            ids(
                where(
                        "equity at ? >= ? and correlation with run ? is null",
                        LocalDate.parse("2024-06-02"),
                        102.0,
                        "other")
                    .fetch()))
        .containsExactly("exp_1", "other");
    assertThat(
            ids(
                where(
                        "return between ? and ? > 0.05",
                        Instant.parse("2024-06-01T00:00:00Z"),
                        LocalDate.parse("2024-06-30"))
                    .fetch()))
        .containsExactly("exp_1");
  }

  @Test
  void the_other_run_may_be_named_by_a_beginning_or_end_that_is_its_own() {
    assertThat(where("correlation with run 'oth' is null").count()).isEqualTo(4);
    assertThat(where("correlation with run 'er' is null").count()).isEqualTo(4);
    assertThatThrownBy(() -> where("correlation with run 'exp' is null").fetch())
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "several runs begin or end with 'exp': exp_1, exp_2, exp_none (column 22 of the filter:"
                + " correlation with run 'exp' is null)");
    assertThatThrownBy(() -> where("correlation with run '' is null").fetch())
        .hasMessageStartingWith("no run '' in the lake");
    assertThatThrownBy(() -> where("correlation with run '%' is null").fetch())
        .hasMessageStartingWith("no run '%' in the lake");
  }

  @Test
  void a_pattern_that_nobody_can_read_is_told_before_any_file_is_read() {
    for (String filter :
        List.of(
            "any trades (regexp(symbol, '['))",
            "1 + count trades (regexp(symbol, '[')) > 2",
            "sum trades (pnl where regexp(symbol, '[')) is null")) {
      assertThatThrownBy(() -> where(filter).fetch())
          .as(filter)
          .isInstanceOf(LakeException.class)
          .hasMessageContaining("regexp");
    }
  }

  @Test
  void only_of_runs_is_it_said() {
    assertThatThrownBy(() -> lake.queries().trades().where("count trades > 1").fetch())
        .hasMessageStartingWith("'count trades' is said of runs, not of trades");
    assertThatThrownBy(() -> lake.queries().equity().where("equity at '2024' > 1").fetch())
        .hasMessageStartingWith("'equity at' is said of runs, not of equity");
  }

  @Test
  void short_lists_pages_and_statistics_take_it_too() {
    TableQuery query =
        lake.queries()
            .runs()
            .where("any trades (pnl > 0)")
            .orderBy("sharpe desc")
            .columns("run_id", "count trades", "strategy", "symbol", "stage", "sharpe")
            .limit(2);
    Result page = query.fetch();
    assertThat(page.rows()).extracting(row -> row.get(1)).containsExactly(3.0, 2.0);
    assertThat(ids(query.after(page.next().orElseThrow()).fetch())).containsExactly("exp_2");
    assertThat(
            lake.queries()
                .stats("sharpe")
                .where("sum trades (pnl) > 15")
                .by("strategy")
                .agg("mean", "count")
                .fetch()
                .rows())
        .containsExactly(List.of("macd", 2.5, 2L, 0L));
    assertThat(
            ids(
                lake.queries()
                    .runs()
                    .columns("run_id")
                    .orderBy("sum trades (pnl) desc")
                    .limit(3)
                    .fetch()))
        .containsExactly("exp_1", "other", "exp_2");
  }
}
