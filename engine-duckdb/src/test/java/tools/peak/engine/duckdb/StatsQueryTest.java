package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.fixtures.lake.TestRun;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.query.filter.Grain;

class StatsQueryTest {
  @TempDir Path folder;
  private TestLake lake;

  @BeforeEach
  void runs_of_two_strategies() throws SQLException {
    lake = new TestLake(folder);
    lake.commit(
        List.of(
            of("a", "macd", "2024-10-01", 1).metric("cagr", 0.5).param("fast", 5),
            of("b", "macd", "2024-12-31", 2).param("fast", 5.0),
            of("c", "macd", "2024-11-01", Double.NaN).param("fast", "5"),
            of("d", "rsi", "2025-01-01", 4).param("fast", 10),
            run("e")
                .with("strategy", "rsi")
                .with("timestamp", Instant.parse("2024-12-31T23:00:00Z"))
                .metric("sharpe", 10),
            run("f").with("strategy", "none")));
  }

  private static TestRun of(String id, String strategy, String day, double sharpe) {
    return run(id)
        .with("strategy", strategy)
        .with("start_date", LocalDate.parse(day))
        .metric("sharpe", sharpe);
  }

  @AfterEach
  void close() throws SQLException {
    lake.close();
  }

  @Test
  void finite_values_are_averaged_and_the_others_counted() {
    Result result = lake.queries().stats("sharpe").by("strategy").agg("mean", "std", "p50").fetch();
    assertThat(result.columns())
        .extracting(column -> column.name())
        .containsExactly("strategy", "mean", "std", "p50", "count", "not_finite");
    assertThat(result.rows())
        .containsExactly(
            List.of("macd", 1.5, Math.sqrt(0.5), 1.5, 2L, 1L),
            Arrays.asList("none", null, null, null, 0L, 0L),
            List.of("rsi", 7.0, Math.sqrt(18), 7.0, 2L, 0L));
  }

  @Test
  void a_period_goes_by_start_date_or_else_the_timestamp() {
    Result result =
        lake.queries().stats("sharpe").by("strategy").period("2024-Q4").agg("max").fetch();
    assertThat(result.rows())
        .containsExactly(List.of("macd", 2.0, 2L, 1L), List.of("rsi", 10.0, 1L, 0L));
  }

  @Test
  void runs_that_stand_in_a_period_by_their_timestamp_alone_are_counted() {
    StatsQuery all = lake.queries().stats("sharpe");
    assertThat(all.isByPeriod()).isFalse();
    assertThat(all.byPeriod(Grain.QUARTER).isByPeriod()).isTrue();
    assertThat(all.byPeriod(Grain.QUARTER).byTimestamp()).isEqualTo(1);
    assertThat(all.period("2024-Q4").byTimestamp()).isEqualTo(1);
    assertThat(all.period("2024-Q3").byTimestamp()).isZero();
    assertThat(all.period("2024-Q4").where("strategy = 'macd'").byTimestamp()).isZero();
  }

  @Test
  void a_mean_beyond_all_numbers_is_infinite() throws SQLException {
    lake.commit(
        List.of(
            of("x", "huge", "2024-10-01", 1.5e308),
            of("y", "huge", "2024-10-01", 1.5e308),
            of("z", "huge", "2024-10-01", 1.5e308)));
    assertThat(
            lake.queries()
                .stats("sharpe")
                .where("strategy = 'huge'")
                .agg("mean", "sum", "std", "median", "max")
                .fetch()
                .rows())
        .containsExactly(
            List.of(
                Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0, 1.5e308, 1.5e308, 3L, 0L));
  }

  @Test
  void groups_by_period_are_named_as_a_filter_reads_them() {
    assertThat(lake.queries().stats("sharpe").byPeriod(Grain.QUARTER).agg("count").fetch().rows())
        .containsExactly(
            List.of("2024-Q4", 3L, 1L), List.of("2025-Q1", 1L, 0L), Arrays.asList(null, 0L, 0L));
    assertThat(lake.queries().stats("sharpe").byPeriod(Grain.WEEK).agg("count").fetch().rows())
        .extracting(List::getFirst)
        .containsExactly("2024-W40", "2024-W44", "2025-W01", null);
  }

  @Test
  void several_metrics_bear_their_names() {
    Result result = lake.queries().stats("sharpe", "cagr").agg("mean").fetch();
    assertThat(result.columns())
        .extracting(column -> column.name())
        .containsExactly(
            "sharpe_mean",
            "sharpe_count",
            "sharpe_not_finite",
            "cagr_mean",
            "cagr_count",
            "cagr_not_finite");
    assertThat(result.rows()).containsExactly(List.of(4.25, 4L, 1L, 0.5, 1L, 0L));
  }

  @Test
  void groups_can_be_parameters_and_are_told_apart_by_type() {
    assertThat(lake.queries().stats("sharpe").by("params.fast").agg("count").fetch().rows())
        .containsExactly(
            List.of(5L, 2L, 0L),
            List.of(10L, 1L, 0L),
            List.of("5", 0L, 1L),
            Arrays.asList(null, 1L, 0L));
  }

  @Test
  void groups_are_filtered_ordered_and_limited() {
    Result result =
        lake.queries()
            .stats("sharpe")
            .by("strategy")
            .agg("mean", "p90")
            .having("count > 1 and p90 > 1")
            .orderBy("mean desc")
            .limit(1)
            .fetch();
    assertThat(result.rows()).hasSize(1);
    assertThat(result.rows().getFirst().getFirst()).isEqualTo("rsi");
    assertThat(result.truncated()).isTrue();
  }

  @Test
  void a_name_that_groups_do_not_have_is_answered_with_those_they_have() {
    assertThatThrownBy(
            () ->
                lake.queries()
                    .stats("sharpe", "cagr")
                    .by("strategy")
                    .agg("mean")
                    .having("n > 1")
                    .fetch())
        .hasMessageContaining(
            "no column 'n'; there are strategy, sharpe_mean, sharpe_count, sharpe_not_finite,"
                + " cagr_mean, cagr_count, cagr_not_finite (column 1 of the having: n > 1)");
  }

  @Test
  void what_cannot_be_averaged_is_said() {
    assertThatThrownBy(() -> lake.queries().stats("strategy").fetch())
        .hasMessageContaining("no statistics of 'strategy': it is a text");
    assertThatThrownBy(() -> lake.queries().stats("sharpe").agg("averge").fetch())
        .hasMessageContaining("no statistic 'averge'");
    assertThatThrownBy(() -> lake.queries().stats("sharpe").period("soon").fetch())
        .hasMessageContaining("'soon' is no period");
  }
}
