package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.engine.duckdb.sandbox.SqlWorker;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.SqlQuery;

/** Statements that do more than read the lake's tables, or more than a machine can bear. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSqlTest {
  private static final Set<String> TABLES = Set.of("runs", "stats", "params", "trades", "tags");

  /** Refused for what they are, before anything runs. */
  private static final List<String> REFUSED =
      List.of(
          // read files
          "SELECT * FROM read_csv('/etc/passwd')",
          "SELECT * FROM read_csv_auto('/etc/passwd')",
          "SELECT * FROM read_text('/etc/passwd')",
          "SELECT * FROM read_blob('/etc/passwd')",
          "SELECT * FROM read_json('/etc/passwd')",
          "SELECT * FROM read_ndjson_objects('/etc/passwd')",
          "SELECT * FROM read_parquet('/tmp/*.parquet')",
          "SELECT * FROM parquet_scan('x.parquet')",
          "SELECT * FROM parquet_metadata('x.parquet')",
          "SELECT * FROM read_duckdb('x.db')",
          "SELECT * FROM glob('/**')",
          "SELECT * FROM sniff_csv('/etc/passwd')",
          "SELECT * FROM '/etc/passwd'",
          "FROM 'catalog.db'",
          "SELECT * FROM \"x.parquet\"",
          "WITH \"/etc/passwd.csv\" AS (SELECT 1) SELECT (SELECT 2) FROM \"/etc/passwd.csv\"",
          "SELECT (SELECT content FROM read_text('/etc/hostname'))",
          "SELECT * FROM runs WHERE run_id IN (SELECT content FROM read_text('/etc/hostname'))",
          "DESCRIBE SELECT * FROM read_csv('/etc/passwd')",
          "SUMMARIZE FROM '/etc/passwd'",
          "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')",
          "EXPLAIN COPY runs TO 'x.csv'",
          "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
          "SELECT * FROM query_table('runs')",
          "SELECT * FROM seq_scan('runs')",
          // the network
          "SELECT * FROM read_csv('http://localhost/x.csv')",
          "FROM 's3://bucket/x.parquet'",
          "INSTALL httpfs",
          "LOAD httpfs",
          // write
          "COPY runs TO 'x.csv'",
          "COPY (SELECT 1) TO '/tmp/x.parquet' (FORMAT parquet)",
          "EXPORT DATABASE 'x'",
          "IMPORT DATABASE 'x'",
          "INSERT INTO runs VALUES ('x')",
          "WITH x AS (INSERT INTO tags VALUES ('a') RETURNING *) SELECT * FROM x",
          "WITH x AS (DELETE FROM tags RETURNING *) SELECT * FROM x",
          "WITH x AS (UPDATE tags SET key = 'y' RETURNING *) SELECT * FROM x",
          "UPDATE runs SET run_id = 'x'",
          "DELETE FROM runs",
          "TRUNCATE tags",
          "MERGE INTO tags USING runs ON true WHEN MATCHED THEN DELETE",
          "DROP VIEW runs",
          "CREATE TABLE x AS SELECT 1",
          "CREATE OR REPLACE VIEW runs AS SELECT 1",
          "CREATE MACRO m(p) AS TABLE SELECT * FROM read_text(p)",
          "CREATE SECRET s (TYPE s3)",
          "CREATE SEQUENCE s",
          "ALTER TABLE tags ADD COLUMN x INT",
          "SELECT nextval('s')",
          "SELECT write_log('x')",
          // settings and state
          "ATTACH ':memory:' AS x",
          "ATTACH 'catalog.db' (TYPE sqlite)",
          "DETACH x",
          "USE x",
          "SET memory_limit = '100GB'",
          "RESET threads",
          "SET VARIABLE x = 1",
          "PRAGMA database_list",
          "PRAGMA version",
          "CALL pragma_version()",
          "CHECKPOINT",
          "VACUUM",
          "BEGIN",
          "COMMIT",
          "PREPARE p AS SELECT 1",
          "EXECUTE p",
          "SELECT current_setting('memory_limit')",
          "SELECT getvariable('x')",
          "SELECT getenv('HOME')",
          "SELECT setseed(0.5)",
          "SELECT * FROM duckdb_settings()",
          "SELECT * FROM duckdb_secrets()",
          "SELECT * FROM duckdb_functions()",
          "FROM which_secret('s3://x', 's3')",
          "FROM pragma_database_size()",
          "FROM duckdb_views",
          "SELECT * FROM information_schema.tables",
          "SELECT * FROM pg_catalog.pg_class",
          "SELECT * FROM sqlite_master",
          "SHOW DATABASES",
          "SHOW VARIABLES",
          "DESCRIBE",
          "SELECT json_serialize_plan('SELECT 1')",
          "FROM json_execute_serialized_sql('{}')",
          // more than one, or none
          "SELECT 1; SELECT 2",
          "SELECT 1; DROP VIEW runs",
          "FROM runs; COPY runs TO 'x'",
          "SELECT ?",
          "SELECT $1",
          "SELECT",
          "",
          ";",
          "SELECT 1 FROM nowhere",
          "SELECT * FROM test_all_types()",
          "SELECT sleep_ms(100000)");

  private TestLake lake;

  @BeforeAll
  void a_lake(@TempDir Path folder) throws SQLException {
    lake = new TestLake(folder);
    lake.commit(List.of(run("a").metric("sharpe", 1)));
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  private SqlQuery sql(String statement) {
    return lake.queries().sql(statement);
  }

  private void assertAlive() {
    assertThat(lake.queries().runs().columns("run_id").fetch().rows())
        .containsExactly(List.of("a"));
  }

  @Test
  void what_does_anything_but_read_the_tables_is_refused_in_one_line() throws SQLException {
    assertThat(REFUSED).hasSizeGreaterThan(60);
    SoftAssertions softly = new SoftAssertions();
    try (DuckDBConnection connection = DuckDb.open(1, "100MB")) {
      for (String statement : REFUSED) {
        softly
            .assertThatThrownBy(() -> SqlWorker.check(connection, statement, TABLES))
            .as(statement)
            .isInstanceOfSatisfying(
                LakeException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(LakeException.Code.INVALID_REQUEST);
                  assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(300);
                });
      }
    }
    softly.assertAll();
  }

  @Test
  void what_only_reads_is_let_through() throws SQLException {
    try (DuckDBConnection connection = DuckDb.open(1, "100MB")) {
      for (String statement :
          List.of(
              "SELECT * FROM runs",
              "FROM runs",
              "TABLE runs",
              "VALUES (1), (2);",
              "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) FROM t",
              "WITH x AS MATERIALIZED (FROM runs) SELECT * FROM x JOIN stats USING (run_id)",
              "DESCRIBE runs",
              "DESCRIBE SELECT 1",
              "SUMMARIZE runs",
              "EXPLAIN SELECT * FROM runs",
              "explain analyze FROM runs",
              "-- a comment\nSELECT /* another */ 1",
              "SELECT DISTINCT ON (strategy) * FROM runs WINDOW w AS (PARTITION BY symbol"
                  + " ORDER BY sharpe DESC NULLS LAST) QUALIFY row_number() OVER w = 1",
              "SELECT strategy, avg(sharpe) FILTER (WHERE isfinite(sharpe)) FROM runs GROUP BY ALL"
                  + " HAVING count(*) > 2 ORDER BY 2 DESC LIMIT 10 OFFSET 1",
              "SELECT * EXCLUDE (run_id) REPLACE (upper(symbol) AS symbol) FROM runs",
              "SELECT COLUMNS('s.*') FROM runs",
              "SELECT CASE WHEN sharpe > 1 THEN 'x' END, CAST(sharpe AS DECIMAL(10, 2)),"
                  + " sharpe::INT, date '2024-01-01' + INTERVAL 3 DAY, NOT true, [1, 2][1], {'a':"
                  + " 1}.a, list_transform([1], lambda x: x + 1), [y FOR y IN [1]], EXISTS (FROM"
                  + " runs), (SELECT max(sharpe) FROM runs), symbol COLLATE nocase, sharpe BETWEEN"
                  + " 1 AND 2, symbol ILIKE 'x%', TRY(1 / 0), 1::STRUCT(a INT) FROM runs",
              "(SELECT 1 UNION SELECT 2) EXCEPT VALUES (3) INTERSECT ALL SELECT 1",
              "SELECT * FROM range(3) r(i), generate_series(1, 2), unnest([1, 2]) u(v)",
              "SELECT unnest(map_entries(params)) FROM runs",
              "FROM runs TABLESAMPLE 10% (bernoulli)",
              "FROM runs ASOF JOIN trades ON runs.timestamp >= trades.timestamp",
              "FROM runs POSITIONAL JOIN trades",
              "FROM runs, LATERAL (SELECT run_id || 'x')",
              "SELECT * FROM (PIVOT runs ON stage IN ('live') USING count(*))",
              "UNPIVOT runs ON sharpe",
              "SELECT GROUPING(strategy) FROM runs GROUP BY ROLLUP (strategy, symbol)",
              "SELECT run_id FROM runs ORDER BY ALL LIMIT 10%")) {
        assertThatCode(() -> SqlWorker.check(connection, statement, TABLES))
            .as(statement)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void a_refusal_comes_out_of_the_process() {
    assertThatThrownBy(() -> sql("COPY runs TO 'x.csv'").fetch())
        .hasMessage(
            "this statement is not allowed: only SELECT, FROM, WITH, VALUES, PIVOT, SHOW TABLES,"
                + " and DESCRIBE, SUMMARIZE, EXPLAIN of those");
    assertAlive();
  }

  @Test
  void memory_is_held_by_the_operating_system() throws IOException {
    long before = leftovers();
    for (String statement :
        List.of(
            "SELECT length(repeat('x', 3000000000))",
            "SELECT list_aggregate(range(1000000000), 'sum')")) {
      assertThatThrownBy(() -> sql(statement).memory(128 << 20).fetch())
          .as(statement)
          .isInstanceOfSatisfying(
              LakeException.class,
              e -> {
                assertThat(e.code()).as(e.getMessage()).isEqualTo(LakeException.Code.LIMIT);
                assertThat(e.getMessage()).hasLineCount(1);
              });
      assertAlive();
    }
    assertThat(leftovers()).isEqualTo(before);
  }

  private static long leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 2)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sql-"))
          .filter(file -> String.valueOf(file.getParent()).contains("peak-engine-"))
          .count();
    }
  }

  @Test
  void time_is_limited() {
    for (String statement :
        List.of(
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT count(*) FROM t",
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range ="
                + " 7")) {
      assertThatThrownBy(() -> sql(statement).timeout(Duration.ofSeconds(1)).fetch())
          .as(statement)
          .hasMessage("the statement took longer than 1 s");
      assertAlive();
    }
  }

  @Test
  void an_answer_that_fills_the_memory_of_the_caller_is_cut_off() {
    assertThatThrownBy(
            () -> sql("SELECT repeat('x', 10000) FROM range(1000000)").memory(64 << 20).fetch())
        .hasMessageContaining("the answer is larger than 64 MB");
  }

  @Test
  void a_row_of_many_huge_values_never_reaches_the_caller() {
    assertThatThrownBy(
            () ->
                sql("SELECT repeat('x', 40000000) AS a, repeat('y', 40000000) AS b")
                    .memory(2L << 30)
                    .fetch())
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.code()).isEqualTo(LakeException.Code.LIMIT))
        .hasMessage("a row is longer than 64 MB");
    assertAlive();
  }

  @Test
  void deep_nesting_harms_nobody() {
    String deep = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertThatThrownBy(() -> sql(deep).fetch())
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.getMessage()).hasLineCount(1));
    assertAlive();
  }
}
