package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.RandomLake;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.AsOf;
import tools.peak.lake.query.TableQuery;

/** Short lists are found in other ways than long ones, and are the same. */
class FirstRowsTest {
  private static final List<String> ORDERS =
      List.of(
          "sharpe desc",
          "sharpe",
          "past_500 desc, strategy",
          "strategy, sharpe desc",
          "params.fast, run_id desc",
          "round(sharpe) desc",
          "start_date desc");

  @TempDir Path folder;
  private TestLake lake;

  @BeforeEach
  void open() throws SQLException {
    lake = new TestLake(folder);
    RandomLake random = new RandomLake(42);
    for (int i = 0; i < 8; i++) {
      lake.commit(random.runs("r" + i, 10));
    }
  }

  @AfterEach
  void close() throws SQLException {
    lake.close();
  }

  private void assertShortListsAreTheBeginningOfLongOnes() {
    for (String order : ORDERS) {
      for (String filter :
          List.of("true", "sharpe > 0", "strategy = 'macd'", "tags.owner is null")) {
        TableQuery query = lake.queries().runs().where(filter).orderBy(order);
        List<?> all = query.fetch().rows();
        for (int limit : new int[] {1, 5, 200}) {
          assertThat(query.limit(limit).fetch().rows())
              .as("%s by %s, %d", filter, order, limit)
              .isEqualTo(all.subList(0, Math.min(limit, all.size())));
        }
      }
    }
  }

  @Test
  void in_files() {
    assertShortListsAreTheBeginningOfLongOnes();
  }

  @Test
  void in_copies_of_them_all() {
    assertThat(lake.tuning().warm(lake.at(AsOf.latest()))).isPositive();
    assertShortListsAreTheBeginningOfLongOnes();
  }

  @Test
  void in_copies_of_some_and_after_the_copies_are_gone() throws SQLException {
    List<?> before = lake.queries().runs().orderBy("sharpe desc").limit(3).fetch().rows();
    var _ = lake.tuning().warm(lake.at(AsOf.version(4)));
    assertShortListsAreTheBeginningOfLongOnes();
    lake.tuning().cool();
    assertThat(folder.resolve("cache")).doesNotExist();
    assertThat(lake.queries().runs().orderBy("sharpe desc").limit(3).fetch().rows())
        .isEqualTo(before);
  }

  @Test
  void copies_of_files_that_a_version_does_not_have_are_passed_over() {
    var _ = lake.tuning().warm(lake.at(AsOf.latest()));
    assertThat(
            lake.queries()
                .runs()
                .asOf(AsOf.version(2))
                .where("sharpe is null or true")
                .fetch()
                .rows())
        .hasSize(20);
    assertThat(lake.queries().stats("sharpe").asOf(AsOf.version(2)).agg("mean").fetch().rows())
        .isNotEmpty();
  }

  @Test
  void a_damaged_copy_is_as_good_as_none() throws Exception {
    var _ = lake.tuning().warm(lake.at(AsOf.latest()));
    try (var files = Files.list(folder.resolve("cache"))) {
      Files.writeString(files.findFirst().orElseThrow(), "no database");
    }
    assertShortListsAreTheBeginningOfLongOnes();
  }
}
