package tools.peak.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

/**
 * Something a researcher asks.
 *
 * @param name what it is called in the table
 * @param peak asks Peak, and gives how many rows answered or what was counted
 * @param sql asks DuckDB
 */
record Question(String name, Function<Lake, Long> peak, String sql) {
  private static final String FINITE = " FILTER (WHERE isfinite(sharpe))";

  /** All of them, about a run of that id. */
  static List<Question> all(String runId, List<String> attributes) {
    List<Question> all = new ArrayList<>();
    String top = "WHERE stage = 'backtest' AND sharpe > 1 AND NOT isnan(sharpe)";
    all.add(
        new Question(
            "top 10 by filter, 2 columns",
            lake ->
                rows(
                    lake.runs()
                        .where("stage = 'backtest' and sharpe > 1")
                        .orderBy("sharpe desc")
                        .limit(10)
                        .columns("run_id", "sharpe")
                        .fetch()),
            "SELECT run_id, sharpe FROM runs " + top + " ORDER BY sharpe DESC LIMIT 10"));
    all.add(
        new Question(
            "top 10 by filter, all columns",
            lake ->
                rows(
                    lake.runs()
                        .where("stage = 'backtest' and sharpe > 1")
                        .orderBy("sharpe desc")
                        .limit(10)
                        .fetch()),
            "SELECT "
                + String.join(", ", attributes)
                + " FROM runs "
                + top
                + " ORDER BY sharpe DESC LIMIT 10"));
    all.add(
        new Question(
            "a quarter's averages by strategy",
            lake ->
                rows(
                    lake.stats("sharpe")
                        .agg("mean")
                        .by("strategy")
                        .where("timestamp = '2024-Q4'")
                        .fetch()),
            "SELECT strategy, avg(sharpe)"
                + FINITE
                + ", count(sharpe)"
                + FINITE
                + " FROM runs WHERE \"timestamp\" >= TIMESTAMPTZ '2024-10-01 00:00:00+00'"
                + " AND \"timestamp\" < TIMESTAMPTZ '2025-01-01 00:00:00+00' GROUP BY 1 ORDER BY 1"));
    all.add(
        new Question(
            "a quarter by --period",
            lake -> rows(lake.stats("sharpe").agg("mean").by("strategy").period("2024-Q4").fetch()),
            "SELECT strategy, avg(sharpe)"
                + FINITE
                + ", count(sharpe)"
                + FINITE
                + " FROM runs WHERE coalesce(start_date, \"timestamp\"::DATE) >= DATE '2024-10-01'"
                + " AND coalesce(start_date, \"timestamp\"::DATE) < DATE '2025-01-01'"
                + " GROUP BY 1 ORDER BY 1"));
    all.add(
        new Question(
            "averages by strategy over all",
            lake -> rows(lake.stats("sharpe").agg("mean").by("strategy").fetch()),
            "SELECT strategy, avg(sharpe)"
                + FINITE
                + ", count(sharpe)"
                + FINITE
                + " FROM runs GROUP BY 1 ORDER BY 1"));
    all.add(
        new Question(
            "one run by run_id, all columns",
            lake -> rows(lake.runs().where("run_id = '" + runId + "'").fetch()),
            "SELECT "
                + String.join(", ", attributes)
                + " FROM runs WHERE run_id = '"
                + runId
                + "'"));
    all.add(
        new Question(
            "count, 2 predicates",
            lake -> lake.runs().where("sharpe > 1 and max_drawdown > -0.1").count(),
            "SELECT count(*) FROM runs WHERE sharpe > 1 AND NOT isnan(sharpe)"
                + " AND max_drawdown > -0.1 AND NOT isnan(max_drawdown)"));
    all.add(
        new Question(
            "count by a parameter",
            lake -> lake.runs().where("params.fast between 5 and 20").count(),
            "SELECT count(*) FROM runs WHERE params['fast'].number BETWEEN 5 AND 20"));
    all.add(
        new Question(
            "count by a tag",
            lake -> lake.runs().where("tags.owner = 'owner4'").count(),
            "SELECT count(*) FROM runs JOIN tags USING (run_id)"
                + " WHERE key = 'owner' AND value = 'owner4'"));
    all.add(new Question("count", lake -> lake.runs().count(), "SELECT count(*) FROM runs"));
    all.add(
        new Question(
            "one metric, its average",
            lake -> rows(lake.stats("cagr").agg("mean").fetch()),
            "SELECT avg(cagr), count(*) FROM runs WHERE cagr IS NOT NULL"));
    all.add(
        new Question(
            "one metric through stats in SQL",
            lake ->
                rows(
                    lake.sql("SELECT avg(value), count(*) FROM stats WHERE metric = 'cagr'")
                        .fetch()),
            "SELECT avg(cagr), count(*) FROM runs WHERE cagr IS NOT NULL"));
    return all;
  }

  private static long rows(Result result) {
    return result.rows().size();
  }
}
