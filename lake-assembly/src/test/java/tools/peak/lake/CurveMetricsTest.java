package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.LakeTable;

/** What the curves of runs say, asked of the lake; the oracle is SQL over the lake's own points. */
class CurveMetricsTest {
  @TempDir Path dir;
  private Path results;
  private Lake lake;

  @BeforeEach
  void load() throws IOException {
    results = dir.resolve("results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
    Chain.bare("calm")
        .file("equity.csv", curve(100, 101, 100.5, 103, 104))
        .writeTo(results("calm"));
    Chain.bare("wild")
        .stat("sharpe", "99")
        .file("equity.csv", curve(100, 150, 75, 160, 130))
        .writeTo(results("wild"));
    Chain.bare("none").stat("sharpe", "1").writeTo(results("none"));
    Probe.ingest(lake, results);
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private Path results(String name) {
    return results.resolve(name);
  }

  private static String curve(double... equity) {
    StringBuilder csv = new StringBuilder("timestamp,equity\n");
    for (int i = 0; i < equity.length; i++) {
      csv.append("2024-0").append(i + 1).append("-01T00:00:00,").append(equity[i]).append('\n');
    }
    return csv.toString();
  }

  private List<Object> ids(Result result) {
    return result.rows().stream().<Object>map(row -> row.getFirst()).toList();
  }

  @Test
  void runs_are_filtered_and_ordered_by_what_their_curves_say() {
    assertThat(ids(lake.runs().where("curve.sharpe > 0").orderBy("curve.sharpe desc").fetch()))
        .containsExactly("calm", "wild");
    assertThat(ids(lake.runs().where("curve.max_drawdown < -0.4").fetch())).containsExactly("wild");
    assertThat(ids(lake.runs().where("curve.sharpe is null").fetch())).containsExactly("none");
    assertThat(ids(lake.runs().where("metrics.\"curve.sharpe\" > 0").fetch())).hasSize(2);
  }

  @Test
  void they_are_columns_and_rows_of_stats_like_other_metrics() {
    assertThat(Probe.table(lake, LakeTable.RUNS).fields())
        .extracting(field -> field.column().name())
        .contains("curve.sharpe", "curve.total_return");
    assertThat(
            lake.sql("SELECT run_id FROM runs WHERE \"curve.total_return\" > 0.2").fetch().rows())
        .containsExactly(List.of("wild"));
    assertThat(
            lake.sql("SELECT count(*) FROM stats WHERE metric = 'curve.cagr' AND value IS NOT NULL")
                .fetch()
                .rows())
        .containsExactly(List.of(2L));
    assertThat(ids(lake.runs().columns("run_id", "curve.sharpe").orderBy("run_id").fetch()))
        .hasSize(3);
  }

  @Test
  void they_are_what_sql_computes_from_the_points_of_the_lake() {
    String oracle =
        """
        WITH r AS (SELECT run_id, timestamp, equity / lag(equity) OVER (PARTITION BY run_id ORDER BY timestamp) - 1 AS r,
                     equity / max(equity) OVER (PARTITION BY run_id ORDER BY timestamp) - 1 AS fall FROM equity),
             p AS (SELECT run_id, count(r) / (date_diff('second', min(timestamp), max(timestamp)) / (365.25 * 86400)) AS p
                   FROM r GROUP BY run_id)
        SELECT run_id, avg(r) / stddev_samp(r) * sqrt(any_value(p.p)) AS sharpe, stddev_samp(r) * sqrt(any_value(p.p)) AS volatility,
          avg(r) / sqrt(sum(least(r, 0) * least(r, 0)) / count(r)) * sqrt(any_value(p.p)) AS sortino, min(fall) AS max_drawdown
        FROM r JOIN p USING (run_id) GROUP BY run_id ORDER BY run_id
        """;
    Result expected = lake.sql(oracle).fetch();
    Map<String, Map<String, Object>> runs = Probe.runs(lake);
    assertThat(expected.rows()).hasSize(2);
    for (List<Object> row : expected.rows()) {
      Map<String, Object> run = Objects.requireNonNull(runs.get(String.valueOf(row.getFirst())));
      for (int i = 1; i < row.size(); i++) {
        String name = "curve." + expected.columns().get(i).name();
        assertThat((Double) run.get(name)).as(name).isCloseTo((Double) row.get(i), within(1e-9));
      }
    }
  }

  @Test
  void what_the_tool_said_stays_beside_them_with_a_notice() {
    assertThat(Probe.runs(lake).get("wild")).containsEntry("sharpe", 99.0);
    assertThat(lake.notices(AsOf.latest(), "wild").rows())
        .singleElement()
        .satisfies(row -> assertThat(row).contains("metric_differs", "stats.json"));
  }
}
