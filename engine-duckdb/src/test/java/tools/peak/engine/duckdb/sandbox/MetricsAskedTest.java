package tools.peak.engine.duckdb.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.engine.duckdb.session.DuckDb;

/** What of stats a statement can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsAskedTest {
  private DuckDBConnection connection;

  @BeforeAll
  void open() throws SQLException {
    connection = DuckDb.open(1, "256MB");
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  private Optional<Set<String>> asked(String statement) throws SQLException {
    return SqlWorker.check(connection, statement, Set.of("runs", "stats")).metrics();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM stats WHERE metric = 'a'",
        "FROM stats WHERE value > 1 AND 'a' = metric",
        "SELECT avg(s.value) FROM STATS s JOIN runs r USING (run_id) WHERE S.Metric IN ('a')",
        "SELECT * FROM runs r LEFT JOIN stats s ON s.run_id = r.run_id AND s.metric = 'a'",
        "WITH x AS (SELECT * FROM stats WHERE metric = 'a') SELECT count(*) FROM x",
        "SELECT (SELECT max(value) FROM stats WHERE metric = 'a') FROM runs"
      })
  void one_metric(String statement) throws SQLException {
    assertThat(asked(statement)).contains(Set.of("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM stats",
        "SELECT * FROM stats WHERE metric = 'a' OR value > 1",
        "SELECT * FROM stats WHERE metric <> 'a'",
        "SELECT * FROM stats WHERE metric IN ('a', upper('b'))",
        "SELECT * FROM stats s LEFT JOIN runs r ON s.metric = 'a'",
        "SELECT * FROM stats a, stats b WHERE a.metric = 'a'",
        "SELECT * FROM stats s(metric, run_id, value, text) WHERE metric = 'a'",
        "SELECT * FROM (SELECT * FROM stats) WHERE metric = 'a'",
        "SELECT * FROM stats TABLESAMPLE 10% WHERE metric = 'a'",
        "SELECT * FROM stats WHERE metric = 'a' UNION ALL SELECT * FROM stats",
        "DESCRIBE stats"
      })
  void it_may_be_any(String statement) throws SQLException {
    assertThat(asked(statement)).isEmpty();
  }
}
