package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.TableQuery;

class RunsQueryTest {
  @TempDir Path folder;
  private TestLake lake;

  @BeforeEach
  void three_commits() throws SQLException {
    lake = new TestLake(folder);
    lake.commit(
        List.of(
            run("a")
                .with("strategy", "macd")
                .with("symbol", "BTC/USD")
                .with("start_date", LocalDate.parse("2024-10-01"))
                .with("timestamp", Instant.parse("2024-12-31T23:59:59.999999Z"))
                .metric("sharpe", 2.5)
                .metric("cagr", 0.1)
                .param("fast", 10)
                .param("ok", true)
                .meta("effective_cost_config.fee_bps", 10)
                .tag("owner", "ann")
                .equity(1, 2, 3),
            run("b")
                .with("strategy", "macd")
                .with("symbol", "btc/eur")
                .with("start_date", LocalDate.parse("2024-12-31"))
                .metric("sharpe", Double.NaN)
                .param("fast", "10")));
    lake.commit(
        List.of(
            run("c")
                .with("strategy", "rsi")
                .with("start_date", LocalDate.parse("2025-01-01"))
                .with("timestamp", Instant.parse("2025-01-01T00:00:00Z"))
                .metric("sharpe", Double.POSITIVE_INFINITY)
                .metric("Sharpe", -1)
                .metric("Timestamp", 7),
            run("d").with("strategy", "rsi").metric("cagr", 0.3).param("fast", 2.5)));
  }

  @AfterEach
  void close() throws SQLException {
    lake.close();
  }

  private List<String> ids(String where) {
    return ids(lake.queries().runs().where(where));
  }

  private static List<String> ids(TableQuery query) {
    return query.columns("run_id").fetch().rows().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  @Test
  void the_best_runs_of_a_filter_come_in_order() {
    Result result =
        lake.queries()
            .runs()
            .where("sharpe > 2.0 and start_date >= '2024-10-01'")
            .orderBy("sharpe desc")
            .limit(10)
            .columns("run_id, sharpe")
            .fetch();
    assertThat(result.rows())
        .containsExactly(List.of("c", Double.POSITIVE_INFINITY), List.of("a", 2.5));
    assertThat(result.snapshot()).isEqualTo("2");
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void a_comparison_with_nan_or_null_is_unknown_also_under_not() {
    assertThat(ids("sharpe > 2")).containsExactly("a", "c");
    assertThat(ids("not (sharpe > 2)")).isEmpty();
    assertThat(ids("sharpe <> 2.5")).containsExactly("c");
    assertThat(ids("not sharpe in (2.5)")).containsExactly("c");
    assertThat(ids("sharpe = sharpe")).containsExactly("a", "c");
    assertThat(ids("sharpe is nan")).containsExactly("b");
    assertThat(ids("sharpe is not nan")).containsExactly("a", "c", "d");
    assertThat(ids("sharpe is null")).containsExactly("d");
  }

  @Test
  void nan_and_null_are_last_in_both_directions() {
    assertThat(ids(lake.queries().runs().orderBy("sharpe"))).containsExactly("a", "c", "b", "d");
    assertThat(ids(lake.queries().runs().orderBy("sharpe desc")))
        .containsExactly("c", "a", "b", "d");
  }

  @Test
  void metrics_that_differ_in_case_are_different_metrics() {
    assertThat(ids("metrics.\"Sharpe\" < 0")).containsExactly("c");
    assertThat(ids("Sharpe < 0")).containsExactly("c");
    assertThat(ids("metrics.Timestamp = 7")).containsExactly("c");
    Result all = lake.queries().runs().where("run_id = 'c'").fetch();
    List<String> names = all.columns().stream().map(column -> column.name()).toList();
    assertThat(names)
        .contains("run_id", "sharpe", "metrics.Sharpe", "metrics.Timestamp", "timestamp")
        .doesNotContain("params", "meta_json", "overflow", "stats_text");
    assertThat(all.rows().getFirst().get(names.indexOf("metrics.Sharpe"))).isEqualTo(-1.0);
    assertThat(all.rows().getFirst().get(names.indexOf("timestamp")))
        .isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
  }

  @Test
  void parameters_keep_their_types() {
    assertThat(ids("params.fast = '10'")).containsExactly("a", "b");
    assertThat(ids("params.fast > 9")).containsExactly("a");
    assertThat(ids("params.fast in (2.5, '10')")).containsExactly("a", "b", "d");
    assertThat(ids("params.ok = true")).containsExactly("a");
    assertThat(ids("params.fast is null")).containsExactly("c");
    assertThat(ids("meta.effective_cost_config.fee_bps = 10")).containsExactly("a");
    assertThat(
            lake.queries()
                .runs()
                .columns("params.fast", "params")
                .orderBy("params.fast desc")
                .fetch()
                .rows())
        .extracting(List::getFirst)
        .containsExactly(10L, 2.5, "10", null);
  }

  @Test
  void a_tag_is_there_or_null() {
    assertThat(ids("tags.owner = 'ann'")).containsExactly("a");
    assertThat(ids("not tags.owner is null")).containsExactly("a");
    assertThat(ids("tags.owner is null")).containsExactly("b", "c", "d");
    assertThat(ids("tags.reviewed is null")).hasSize(4);
  }

  @Test
  void a_period_is_compared_by_its_ends() {
    assertThat(ids("start_date = '2024-Q4'")).containsExactly("a", "b");
    assertThat(ids("start_date <> '2024-Q4'")).containsExactly("c");
    assertThat(ids("start_date > '2024-Q4'")).containsExactly("c");
    assertThat(ids("start_date <= '2024-12'")).containsExactly("a", "b");
    assertThat(ids("start_date < '2024-12-31'")).containsExactly("a");
    assertThat(ids("timestamp <= '2024'")).containsExactly("a");
    assertThat(ids("timestamp between '2024-12' and '2025-01-01'")).containsExactly("a", "c");
    assertThat(ids("timestamp in ('2024-W01', '2025-01')")).containsExactly("c");
    assertThat(ids("timestamp > now() - 15d")).containsExactly("a", "c");
    assertThat(ids("start_date < timestamp")).containsExactly("a");
  }

  @Test
  void text_is_matched_by_patterns() {
    assertThat(ids("symbol like 'BTC/%'")).containsExactly("a");
    assertThat(ids("symbol ilike 'BTC/%'")).containsExactly("a", "b");
    assertThat(ids("not symbol ilike 'BTC/U%'")).containsExactly("b");
    assertThat(ids("regexp(run_id, '^[ab]$')")).containsExactly("a", "b");
    assertThat(ids("lower(symbol) = 'btc/usd'")).containsExactly("a");
  }

  @Test
  void mlflow_filters_work() {
    assertThat(
            ids(
                "metrics.`sharpe` > 2 and params.fast = \"10\" and attributes.start_time >"
                    + " 1700000000000"))
        .containsExactly("a");
    assertThat(ids("attributes.run_name = 'b'")).containsExactly("b");
    assertThatThrownBy(() -> ids("attributes.status = 'FINISHED'"))
        .hasMessageContaining("MLflow's 'attributes.status' has no counterpart");
  }

  @Test
  void an_unknown_name_gets_a_suggestion_and_a_column() {
    assertThatThrownBy(() -> ids("cagr > 0 and sharp > 2"))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "no metric 'sharp'; did you mean 'sharpe'? (column 14 of the filter: cagr > 0 and sharp"
                + " > 2)");
    assertThatThrownBy(() -> ids("params.fsat > 2"))
        .hasMessageContaining("no parameter 'fsat'; did you mean 'fast'?");
    assertThatThrownBy(() -> ids("fast > 2")).hasMessageContaining("did you mean 'params.fast'?");
    assertThatThrownBy(() -> ids("tags.ownr = 'x'")).hasMessageContaining("'owner'");
  }

  @Test
  void pages_follow_each_other_while_runs_are_added() throws SQLException {
    TableQuery query = lake.queries().runs().orderBy("sharpe desc").limit(2).columns("run_id");
    Result first = query.fetch();
    assertThat(first.truncated()).isTrue();
    lake.commit(List.of(run("0").metric("sharpe", 99), run("e").metric("sharpe", 1)));
    List<Object> ids = new ArrayList<>(first.rows());
    Result page = first;
    while (page.next().isPresent()) {
      page = query.after(page.next().get()).fetch();
      ids.addAll(page.rows());
    }
    assertThat(ids)
        .containsExactly(List.of("c"), List.of("a"), List.of("e"), List.of("b"), List.of("d"));
  }

  @Test
  void a_count_reads_no_rows_and_knows_older_versions() {
    assertThat(lake.queries().runs().count()).isEqualTo(4);
    assertThat(lake.queries().runs().where("sharpe > 2").count()).isEqualTo(2);
    assertThat(lake.queries().runs().asOf(AsOf.version(1)).where("sharpe > 2").count())
        .isEqualTo(1);
    assertThat(lake.queries().runs().asOf(AsOf.parse("2024-12-01")).count()).isZero();
  }

  @Test
  void rows_are_streamed() {
    try (Rows rows = lake.queries().runs().limit(3).stream()) {
      int count = 0;
      for (List<?> row : rows) {
        assertThat(row).hasSameSizeAs(rows.columns());
        count++;
      }
      assertThat(count).isEqualTo(3);
      assertThat(rows.truncated()).isTrue();
    }
  }

  @Test
  void other_tables_speak_the_same_language() {
    assertThat(
            lake.queries()
                .equity()
                .where("run_id = 'a' and equity >= 2")
                .columns("seq")
                .fetch()
                .rows())
        .containsExactly(List.of(1), List.of(2));
    assertThatThrownBy(() -> lake.queries().equity().where("equty > 2").fetch())
        .hasMessageContaining("no column 'equty'; did you mean 'equity'?");
  }

  @Test
  void an_answer_becomes_a_parquet_file() throws SQLException {
    Path target = folder.resolve("runs of mine.parquet");
    TableQuery query =
        lake.queries().runs().columns("run_id, sharpe, params.fast, params.ok").orderBy("run_id");
    assertThat(query.writeParquet(target)).isEqualTo(4);
    assertThat(query.where("params.fast <> 'x' and params.fast > 2").writeParquet(target))
        .isEqualTo(2);
    try (var connection = DuckDb.open(1, "100MB");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT string_agg(column_name || ' ' || column_type, ', ') FROM"
                    + " (DESCRIBE FROM "
                    + SqlText.literal(target.toString())
                    + ")")) {
      rows.next();
      assertThat(rows.getString(1))
          .isEqualTo("run_id VARCHAR, sharpe DOUBLE, params.fast DOUBLE, params.ok BOOLEAN");
    }
    assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".peak-"));
    assertThatThrownBy(() -> query.writeParquet(folder.resolve("no/such/folder.parquet")))
        .hasMessageContaining("cannot write");
  }

  @Test
  void a_star_is_all_columns_of_a_kind() throws SQLException {
    assertThat(names("params.*")).containsExactly("params.fast", "params.ok");
    assertThat(names("run_id, tags.*, meta.*"))
        .containsExactly("run_id", "tags.owner", "meta.effective_cost_config.fee_bps");
    assertThat(names("metrics.*")).contains("sharpe", "cagr", "metrics.Sharpe");
    assertThat(names("*"))
        .startsWith("run_id", "strategy")
        .contains("sharpe", "params.fast", "tags.owner")
        .doesNotContain("params", "meta_json", "meta.effective_cost_config.fee_bps")
        .doesNotHaveDuplicates();
    assertThat(names("sharpe * 2, run_id")).containsExactly("sharpe * 2", "run_id");
    assertThatThrownBy(() -> names("paramz.*")).hasMessageContaining("runs have no paramz.*");
  }

  private List<String> names(String columns) {
    return lake.queries().runs().columns(columns).fetch().columns().stream()
        .map(column -> column.name())
        .toList();
  }

  @Test
  void rows_of_many_runs_are_asked_for_at_once() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add("it's " + i);
    }
    many.addAll(List.of("a", "b"));
    assertThat(lake.queries().equity().ofRuns(many).count()).isEqualTo(3);
    assertThat(ids(lake.queries().runs().ofRuns(many).orderBy("run_id desc")))
        .containsExactly("b", "a");
    assertThat(lake.queries().runs().ofRuns(List.of()).count()).isZero();
  }

  @Test
  void a_pattern_that_is_none_is_the_askers_fault() {
    assertThatThrownBy(() -> ids("regexp(run_id, '(')"))
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.INVALID_REQUEST))
        .hasMessage("regexp does not understand the pattern: missing ): (");
  }

  @Test
  void a_filter_may_be_long_but_not_deep() {
    String any = " or run_id = 'a'".repeat(3000);
    assertThat(ids("run_id = 'b'" + any)).containsExactly("a", "b");
    assertThat(ids("sharpe in (2.5" + ", 7".repeat(3000) + ")")).containsExactly("a");
    assertThatThrownBy(() -> ids("(".repeat(5000) + "true" + ")".repeat(5000)))
        .hasMessageContaining("nested more than 200 deep");
    assertThatThrownBy(() -> ids("1" + " + 1".repeat(5000) + " > sharpe"))
        .hasMessageContaining("more than 200 operators in a row");
  }

  @Test
  void several_threads_ask_at_once() throws Exception {
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(4)) {
      List<java.util.concurrent.Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        AsOf asOf = AsOf.version(i % 3);
        counts.add(
            threads.submit(
                () -> lake.queries().runs().asOf(asOf).where("tags.owner is null").count()));
      }
      for (int i = 0; i < counts.size(); i++) {
        assertThat(counts.get(i).get()).isEqualTo(List.of(0L, 1L, 3L).get(i % 3));
      }
    }
  }
}
