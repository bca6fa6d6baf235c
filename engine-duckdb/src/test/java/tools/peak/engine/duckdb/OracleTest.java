package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.AsOf;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.filter.Filters;
import tools.peak.lake.query.filter.Names;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.schema.LakeTable;

/** DuckDB through Peak against plain Java, over a lake and questions made up by chance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleTest {
  private static final int QUESTIONS = 250;

  private TestLake lake;
  private Filters filters;

  @BeforeAll
  void open(@TempDir Path folder) throws SQLException {
    lake = new TestLake(folder);
    RandomLake random = new RandomLake(20260301);
    lake.commit(random.runs("a", 60));
    for (int i = 0; i < 20; i++) { // small files have narrow bounds, by which they are left out
      lake.commit(random.runs("b" + i, 1 + i % 5));
      if (i == 10) { // some files have copies, others not
        var _ = lake.tuning().warm(lake.at(AsOf.latest()));
      }
    }
    filters =
        new Filters(
            new Names(
                "runs",
                Names.columns(LakeTable.RUNS.columns()),
                Set.copyOf(RandomLake.METRICS),
                EnumSet.of(Space.OVERFLOW, Space.PARAMS, Space.META, Space.TAGS),
                lake.keys()),
            Clock.fixed(TestLake.NOW, ZoneOffset.UTC));
  }

  @AfterAll
  void close() throws SQLException {
    lake.close();
  }

  private static String id(TestRun run) {
    return String.valueOf(run.attributes.get("run_id"));
  }

  private static List<String> ids(Result result) {
    return result.rows().stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  @Test
  void every_filter_finds_the_same_runs() {
    RandomLake random = new RandomLake(7);
    int found = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      String filter = random.condition(3);
      List<String> expected =
          lake.runs().stream()
              .filter(run -> Oracle.test(filters.condition(filter), run).orElse(false))
              .map(OracleTest::id)
              .sorted()
              .toList();
      found += expected.size();
      assertThat(ids(lake.queries().runs().where(filter).columns("run_id").fetch()))
          .as(filter)
          .isEqualTo(expected);
    }
    assertThat(found).as("questions that find something").isGreaterThan(QUESTIONS * 10);
  }

  @Test
  void every_order_and_every_page_is_the_same() {
    RandomLake random = new RandomLake(8);
    for (int i = 0; i < 40; i++) {
      String order =
          random.metric()
              + (i % 2 == 0 ? " desc" : "")
              + (i % 3 == 0 ? ", strategy desc" : ", params.fast")
              + (i % 5 == 0 ? ", start_date" : "");
      List<SortKey> keys = new ArrayList<>(filters.order(order));
      keys.addAll(filters.order("run_id"));
      List<String> expected =
          lake.runs().stream().sorted(Oracle.order(keys)).map(OracleTest::id).toList();
      var query = lake.queries().runs().orderBy(order).columns("run_id");
      assertThat(ids(query.fetch())).as(order).isEqualTo(expected);
      assertThat(pages(query.limit(17))).as(order).isEqualTo(expected);
    }
  }

  private static List<String> pages(tools.peak.lake.query.TableQuery query) {
    Result page = query.fetch();
    List<String> ids = new ArrayList<>(ids(page));
    while (page.next().isPresent()) {
      page = query.after(page.next().get()).fetch();
      ids.addAll(ids(page));
    }
    return ids;
  }

  @Test
  void statistics_are_the_same() {
    Result result =
        lake.queries()
            .stats("sharpe", "Sharpe", "past_500")
            .by("strategy")
            .agg("mean", "std", "min", "max", "median", "p90", "sum")
            .period("2024-Q4")
            .fetch();
    assertThat(result.rows()).hasSizeGreaterThan(5);
    for (List<?> row : result.rows()) {
      List<TestRun> group =
          lake.runs().stream()
              .filter(run -> Objects.equals(run.attributes.get("strategy"), row.getFirst()))
              .filter(
                  run -> {
                    LocalDate day = Oracle.runDate(run);
                    return day != null && day.getYear() == 2024 && day.getMonthValue() > 9;
                  })
              .toList();
      List<String> metrics = List.of("sharpe", "Sharpe", "past_500");
      for (int i = 0; i < metrics.size(); i++) {
        assertStatistics(row.subList(1 + 9 * i, 10 + 9 * i), group, metrics.get(i));
      }
    }
  }

  private static void assertStatistics(List<?> row, List<TestRun> group, String metric) {
    double[] all =
        group.stream()
            .map(run -> run.metrics.get(metric))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    double[] finite = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
    assertThat(row.get(7)).isEqualTo((long) finite.length);
    assertThat(row.get(8)).isEqualTo((long) all.length - finite.length);
    if (finite.length == 0) {
      assertThat(row.subList(0, 7)).containsOnlyNulls();
      return;
    }
    double mean = Arrays.stream(finite).sum() / finite.length;
    close(row.get(0), mean);
    if (finite.length == 1) {
      assertThat(row.get(1)).isNull();
    } else {
      double squares = Arrays.stream(finite).map(x -> (x - mean) * (x - mean)).sum();
      close(row.get(1), Math.sqrt(squares / (finite.length - 1)));
    }
    close(row.get(2), finite[0]);
    close(row.get(3), finite[finite.length - 1]);
    close(row.get(4), quantile(finite, 0.5));
    close(row.get(5), quantile(finite, 0.9));
    close(row.get(6), mean * finite.length);
  }

  private static double quantile(double[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  private static void close(Object actual, double expected) {
    assertThat((Double) actual).isCloseTo(expected, Offset.offset(1e-9));
  }
}
