package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.engine.duckdb.sandbox.ContractViews;
import tools.peak.engine.duckdb.sandbox.SqlWorker;
import tools.peak.engine.duckdb.session.DuckDb;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;
import tools.peak.lake.AsOf;

/**
 * A statement sees the same rows whether stats holds only the metrics that it can see or all: joins
 * are made up, and each is asked of both.
 */
final class StatsJoinsTest {
  private static final int STATEMENTS = 600;
  private static final List<String> KINDS =
      List.of(
          "JOIN",
          "LEFT JOIN",
          "RIGHT JOIN",
          "FULL JOIN",
          "SEMI JOIN",
          "ANTI JOIN",
          "ASOF JOIN",
          "ASOF LEFT JOIN",
          "POSITIONAL JOIN",
          "NATURAL JOIN",
          "NATURAL LEFT JOIN",
          "CROSS JOIN");
  private static final List<String> CONDITIONS =
      List.of(
          "metric = 'sharpe'",
          "a.metric = 'sharpe'",
          "b.metric = 'sharpe'",
          "b.metric = 'sharpe' AND a.metric = 'cagr'",
          "a.metric IN ('sharpe', 'late')",
          "b.value > 1 AND b.metric IN ('cagr')",
          "b.metric = 'cagr' OR a.metric = 'late'",
          "b.metric IS NULL",
          "true");

  @TempDir Path temp;

  @Test
  void pruning_changes_no_answer() throws SQLException {
    Random random = new Random(17);
    int compared = 0;
    int pruned = 0;
    try (TestLake lake = new TestLake(temp);
        DuckDBConnection check = DuckDb.open(1, "256MB")) {
      for (int file = 0; file < 2; file++) {
        List<TestRun> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          TestRun run = run("r" + file + i).metric("sharpe", random.nextInt(4));
          runs.add(i % 2 == 0 ? run.metric("cagr", random.nextInt(4)) : run.metric("late", 2));
        }
        var _ = lake.commit(runs);
      }
      ContractViews views = new ContractViews(lake.at(AsOf.latest()));
      for (int i = 0; i < STATEMENTS; i++) {
        String statement = statement(random);
        Optional<Set<String>> metrics =
            SqlWorker.check(check, statement, Set.of("runs", "stats")).metrics();
        Optional<List<String>> all = rows(views, statement, Optional.empty());
        if (all.isPresent()) {
          compared++;
          pruned += metrics.isPresent() ? 1 : 0;
          assertThat(rows(views, statement, metrics)).as(statement).isEqualTo(all);
        }
      }
    }
    assertThat(compared).isGreaterThan(STATEMENTS / 3);
    assertThat(pruned).isGreaterThan(STATEMENTS / 20);
  }

  private static String statement(Random random) {
    String left = pick(random, List.of("stats a", "runs a", "stats a"));
    String right = pick(random, List.of("stats b", "stats b", "runs b"));
    String kind = pick(random, KINDS);
    String on =
        kind.startsWith("ASOF")
            ? " ON a.run_id = b.run_id AND a.value >= b.value"
            : kind.startsWith("NATURAL") || kind.startsWith("CROSS") || kind.startsWith("POS")
                ? ""
                : pick(
                    random,
                    List.of(
                        " USING (run_id)",
                        " ON a.run_id = b.run_id",
                        " ON a.run_id = b.run_id AND " + pick(random, CONDITIONS)));
    String third = random.nextInt(4) == 0 ? " LEFT JOIN stats c ON c.run_id = a.run_id" : "";
    return "SELECT * FROM "
        + left
        + " "
        + kind
        + " "
        + right
        + on
        + third
        + " WHERE "
        + pick(random, CONDITIONS)
        + (third.isEmpty() ? "" : pick(random, List.of("", " AND c.metric = 'sharpe'")));
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** The rows in an order of their own; empty where DuckDB can't make sense of the statement. */
  private static Optional<List<String>> rows(
      ContractViews views, String statement, Optional<Set<String>> metrics) {
    try (DuckDBConnection connection = DuckDb.open(1, "256MB");
        Statement sql = connection.createStatement()) {
      for (String view : views.statements(Set.of("runs", "stats"), metrics)) {
        sql.execute(view);
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result =
          sql.executeQuery("SELECT CAST(x AS VARCHAR) FROM (" + statement + ") x")) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
      return Optional.of(rows.stream().sorted().toList());
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
