package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.RandomLake;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.query.TableQuery;

/** A question whose answer lies in no file at all, in every shape that a question has. */
final class NoFilesTest {
  private static final String NOTHING = "run_id = 'nobody'";

  @TempDir Path folder;
  private TestLake lake;

  @BeforeEach
  void open() throws SQLException {
    lake = new TestLake(folder);
  }

  @AfterEach
  void close() throws SQLException {
    lake.close();
  }

  @Test
  void of_an_empty_lake() {
    assertThatEveryShapeHasNoRows();
  }

  @Test
  void of_a_filter_that_leaves_out_every_file() throws SQLException {
    lake.commit(new RandomLake(42).runs("r", 10));
    assertThatEveryShapeHasNoRows();
    TableQuery best = lake.queries().runs().where("sharpe > 1e12");
    assertThat(best.orderBy("sharpe desc").limit(10).fetch().rows()).isEmpty();
    assertThat(best.columns("run_id", "sharpe").orderBy("sharpe").limit(1).fetch().rows())
        .isEmpty();
  }

  private void assertThatEveryShapeHasNoRows() {
    Queries queries = lake.queries();
    for (TableQuery all :
        List.of(
            queries.runs(),
            queries.trades(),
            queries.equity(),
            queries.artifacts(),
            queries.spans())) {
      TableQuery none = all.where(NOTHING);
      for (TableQuery shape :
          List.of(
              none,
              none.limit(5),
              none.orderBy("run_id desc").limit(5),
              none.columns("run_id"),
              none.columns("run_id").orderBy("run_id").limit(1))) {
        assertThat(shape.fetch().rows()).isEmpty();
        assertThat(shape.count()).isZero();
        assertThat(shape.writeParquet(folder.resolve("none.parquet"))).isZero();
      }
    }
    StatsQuery stats = queries.stats("length(run_id)").where(NOTHING);
    assertThat(stats.by("strategy").fetch().rows()).isEmpty();
    assertThat(stats.by("strategy").period("2024-Q4").having("count > 0").fetch().rows()).isEmpty();
    assertThat(stats.agg("count").fetch().rows()).containsExactly(List.of(0L, 0L));
    assertThat(queries.sql("SELECT run_id FROM runs WHERE " + NOTHING).fetch().rows()).isEmpty();
    assertThat(queries.sql("SELECT * FROM stats WHERE metric = 'none'").fetch().rows()).isEmpty();
  }
}
