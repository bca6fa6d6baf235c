package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Result;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlQueryTest {
  private TestLake lake;
  private Path folder;

  @BeforeAll
  void two_commits(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    lake = new TestLake(temporary);
    TestRun text = run("c").metric("past_500", 3);
    text.texts.put("sharpe", "n/a");
    text.texts.put("past_500", "3");
    text.texts.put("ok", "True");
    lake.commit(
        List.of(
            run("a")
                .with("strategy", "macd")
                .metric("sharpe", 2.5)
                .metric("cagr", 0.5)
                .param("fast", 10)
                .tag("x", "y"),
            run("b").metric("sharpe", Double.NaN).metric("Sharpe", 7)));
    lake.commit(List.of(text));
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  private Result sql(String statement) {
    return lake.queries().sql(statement).fetch();
  }

  @Test
  void a_statement_reads_the_tables_of_the_contract_at_a_version() {
    Result result =
        sql(
            """
            WITH best AS (SELECT run_id, max(sharpe) AS sharpe FROM runs GROUP BY ALL)
            SELECT b.run_id, b.sharpe, t.value, p.number, count(*) OVER () AS n, 1 AS n
            FROM best b LEFT JOIN tags t USING (run_id) LEFT JOIN params p USING (run_id)
            WHERE b.sharpe IS NOT NULL ORDER BY 1
            """);
    assertThat(result.snapshot()).isEqualTo("2");
    assertThat(result.columns())
        .extracting(column -> column.name())
        .containsExactly("run_id", "sharpe", "value", "number", "n", "n_2");
    assertThat(result.rows())
        .containsExactly(
            List.of("a", 2.5, "y", 10.0, 2L, 1), Arrays.asList("b", Double.NaN, null, null, 2L, 1));
    assertThat(lake.queries().sql("FROM runs").asOf(AsOf.version(1)).limit(1).fetch().truncated())
        .isTrue();
  }

  @Test
  void stats_has_a_row_for_every_metric_that_a_run_has() {
    assertThat(sql("SELECT * FROM stats ORDER BY run_id, metric").rows())
        .containsExactly(
            Arrays.asList("a", "cagr", 0.5, null),
            Arrays.asList("a", "sharpe", 2.5, null),
            Arrays.asList("b", "Sharpe", 7.0, null),
            Arrays.asList("b", "sharpe", Double.NaN, null),
            Arrays.asList("c", "ok", null, "True"),
            Arrays.asList("c", "past_500", 3.0, "3"),
            Arrays.asList("c", "sharpe", null, "n/a"));
  }

  @Test
  void one_metric_of_stats_is_read_without_the_others() {
    String plan =
        sql("EXPLAIN SELECT avg(value) FROM stats WHERE metric = 'cagr'").rows().toString();
    assertThat(plan).contains("Projections: f1001").doesNotContain("f1000");
  }

  @Test
  void a_pivot_finds_its_own_columns() {
    Result pivot =
        lake.queries()
            .sql(
                "/* map */ PIVOT (SELECT strategy, run_id AS \"a, b\" FROM runs) ON \"a, b\" USING"
                    + " count(*) GROUP BY strategy ORDER BY strategy;")
            .fetch();
    assertThat(pivot.columns().getFirst().name()).isEqualTo("strategy");
    assertThat(pivot.columns().stream().skip(1).map(column -> column.name()))
        .containsExactlyElementsOf(
            lake.queries().sql("SELECT run_id FROM runs ORDER BY 1").fetch().rows().stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList());
    assertThat(
            sql("PIVOT stats ON metric USING max(value) GROUP BY run_id").columns().stream()
                .map(column -> column.name()))
        .contains("run_id", "cagr", "Sharpe");
    assertThatThrownBy(() -> rows("PIVOT (SELECT getenv('HOME') AS a) ON a USING count(*)"))
        .hasMessageContaining("function getenv");
    assertThatThrownBy(() -> rows("PIVOT read_csv('/etc/passwd') ON a USING count(*)"))
        .hasMessageContaining("table function read_csv");
    assertThatThrownBy(() -> rows("PIVOT runs ON getenv(run_id) USING count(*)"))
        .hasMessageContaining("function getenv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM (PIVOT t ON run_id USING count(*) GROUP BY strategy)",
        "SELECT * FROM (/* a */ pivot_wider t ON run_id USING count(*) GROUP BY strategy) AS p",
        "WITH p AS (PIVOT t ON run_id USING count(*) GROUP BY strategy) SELECT * FROM p",
        "WITH p(strategy, a, b, c) AS NOT MATERIALIZED (PIVOT t ON run_id USING count(*) GROUP BY"
            + " strategy), q AS (FROM p) FROM q",
        "WITH u AS (FROM t), v AS (FROM u), p AS (PIVOT v ON run_id USING count(*) GROUP BY"
            + " strategy) FROM p",
        "WITH v AS (FROM t) PIVOT v ON run_id USING count(*) GROUP BY strategy",
        "WITH v AS (FROM t) SELECT * FROM (WITH w AS (FROM v) PIVOT w ON run_id USING count(*)"
            + " GROUP BY strategy)",
        "SELECT * FROM t JOIN (PIVOT t ON run_id USING count(*) GROUP BY strategy) p USING"
            + " (strategy)",
        "SELECT * FROM (PIVOT t ON run_id USING count(*) GROUP BY strategy) a JOIN (PIVOT t ON"
            + " run_id USING count(*) GROUP BY strategy) b USING (strategy)",
        "SELECT * FROM (PIVOT (FROM (PIVOT t ON run_id USING count(*) GROUP BY strategy)) ON"
            + " strategy USING count(*))",
        "SELECT (SELECT count(*) FROM (PIVOT t ON run_id USING count(*) GROUP BY strategy)) AS n",
        "FROM (PIVOT t ON run_id IN ('a', 'b') USING count(*) GROUP BY strategy)",
        "SELECT * FROM (SELECT run_id, sharpe FROM runs) PIVOT (max(sharpe) FOR run_id IN ('a'))"
            + " JOIN runs r ON true",
        "SELECT ')' AS \"(\", 'pivot' AS pivot FROM (PIVOT t ON run_id USING count(*))",
        "EXPLAIN PIVOT t ON run_id USING count(*)"
      })
  void a_pivot_finds_its_columns_wherever_it_stands(String statement) {
    String source = "(SELECT strategy, run_id FROM runs)";
    assertThat(
            rows(
                statement
                    .replace("PIVOT t ", "PIVOT " + source + " ")
                    .replace("wider t ", "wider " + source + " ")
                    .replace("FROM t", "FROM " + source)))
        .isNotEmpty();
  }

  @Test
  void a_pivot_within_another_query_has_the_columns_that_it_has_alone() {
    String pivot =
        "PIVOT (SELECT strategy, run_id FROM runs) ON run_id USING count(*) GROUP BY strategy";
    Result alone = lake.queries().sql(pivot + " ORDER BY ALL").fetch();
    Result within =
        lake.queries().sql("WITH p AS (" + pivot + ") SELECT * FROM p ORDER BY ALL").fetch();
    assertThat(within.columns()).isEqualTo(alone.columns()).hasSizeGreaterThan(2);
    assertThat(within.rows()).isEqualTo(alone.rows());
    assertThat(
            lake.queries()
                .sql("SELECT * FROM (PIVOT stats ON metric USING max(value) GROUP BY run_id)")
                .fetch()
                .columns())
        .extracting("name")
        .contains("cagr", "Sharpe");
    for (String hostile :
        List.of(
            "SELECT * FROM (PIVOT (SELECT getenv('HOME') AS a) ON a USING count(*))",
            "WITH f AS (FROM read_csv('/etc/passwd')) FROM (PIVOT f ON column0 USING count(*))",
            "SELECT * FROM (PIVOT runs ON getenv(run_id) USING count(*))")) {
      assertThatThrownBy(() -> rows(hostile)).hasMessageContaining("function");
    }
    assertThatThrownBy(() -> rows("FROM runs UNION ALL PIVOT runs ON stage USING count(*)"))
        .hasMessageEndingWith(
            "EXPLAIN of those; name the values of the PIVOT: ON stage IN ('live', 'paper')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM (SHOW TABLES) WHERE name = 'runs'",
        "WITH t AS (show all tables) SELECT name FROM t",
        "SELECT count(*) FROM (SHOW runs)",
        "SELECT column_name FROM (DESCRIBE runs)",
        "SELECT column_name FROM (SUMMARIZE runs)",
        "WITH s AS (SUMMARIZE SELECT run_id FROM runs) FROM s",
        "WITH u AS (UNPIVOT (SELECT run_id, cagr FROM runs) ON cagr INTO NAME n VALUE v) FROM u",
        "SELECT * FROM (UNPIVOT (SELECT run_id, cagr FROM runs) ON COLUMNS(* EXCLUDE run_id))"
      })
  void what_shows_tables_and_turns_columns_stands_within_queries_too(String statement) {
    assertThat(rows(statement)).isNotEmpty();
  }

  @Test
  void tables_are_shown() {
    assertThat(rows("show tables")).contains(List.of("runs"), List.of("tags"));
    assertThat(rows("-- all of them\nSHOW ALL TABLES;")).isEqualTo(rows("show tables"));
    assertThat(rows("SHOW runs")).isEqualTo(rows("DESCRIBE runs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* a /* nested */ */ EXPLAIN SELECT 1",
        "-- a line\nEXPLAIN SELECT 1",
        "(EXPLAIN SELECT 1)",
        "EXPLAIN (SELECT 1)",
        "EXPLAIN ANALYZE (SELECT 1);",
        "EXPLAIN (FORMAT json) SELECT 1",
        "explain (analyze, format json) select 1"
      })
  void an_explanation_may_be_written_as_one_likes(String statement) {
    assertThat(rows(statement)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPLAIN COPY runs TO '/tmp/x'",
        "/* EXPLAIN */ COPY runs TO '/tmp/x'",
        "EXPLAIN ANALYZE DELETE FROM runs",
        "EXPLAIN (ANALYZE) CREATE TABLE x AS SELECT 1",
        "EXPLAIN EXPLAIN SELECT 1",
        "SHOW DATABASES",
        "SHOW ALL",
        "EXPLAIN"
      })
  void what_does_more_than_read_is_refused_whatever_stands_around_it(String statement) {
    assertThatThrownBy(() -> rows(statement)).isInstanceOf(LakeException.class);
  }

  private List<List<@Nullable Object>> rows(String statement) {
    return lake.queries().sql(statement).fetch().rows();
  }

  @Test
  void an_answer_becomes_a_parquet_file() {
    Path target = folder.resolve("answer.parquet");
    assertThat(lake.queries().sql("SELECT run_id FROM runs; -- all").writeParquet(target))
        .isEqualTo(3);
    assertThat(target).isNotEmptyFile();
  }

  @Test
  void an_error_is_one_line_in_the_words_of_the_statement() {
    assertThatThrownBy(() -> sql("SELECT sharp FROM runs"))
        .hasMessageContaining("sharp")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void every_statement_of_the_document_runs() throws IOException {
    Path results = folder.resolve("results");
    Chain.of("a").file("telemetry.jsonl", Otlp.run("0.1.0", "load")).writeTo(results.resolve("a"));
    Chain.of("b")
        .file(
            "telemetry.jsonl",
            Otlp.line("0.2.0", List.of(Otlp.span("01".repeat(8), "", "load", 5, 9, "no bars"))))
        .writeTo(results.resolve("b"));
    try (Lake real = Lake.openOrCreate(folder.resolve("lake"))) {
      assertThat(real.ingest(results).added()).isEqualTo(2);
      everyStatement(real);
    }
  }

  private static void everyStatement(Lake real) throws IOException {
    Matcher statements =
        Pattern.compile("```sql\n(.+?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/reference/sql.md")));
    int count = 0;
    while (statements.find()) {
      assertThat(real.sql(statements.group(1)).fetch().rows()).as(statements.group(1)).isNotEmpty();
      count++;
    }
    assertThat(count).isGreaterThan(7);
  }
}
