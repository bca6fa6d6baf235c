package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;

/** Other programs write a NaN into a row group whose bounds tell of proper numbers alone. */
final class ForeignNanTest {
  private static final double MIDDLE = 3.25;

  @TempDir Path temp;

  @Test
  void a_nan_that_bounds_leave_out_is_found_and_compares_with_nothing()
      throws IOException, SQLException {
    try (TestLake lake = new TestLake(temp, "uncompressed")) {
      var _ =
          lake.commit(
              List.of(
                  run("a").metric("sharpe", 1),
                  run("b").metric("sharpe", 5),
                  run("c").metric("sharpe", MIDDLE)));
      makeNan(temp.resolve("runs_1.parquet"));

      assertThat(ids(lake, "sharpe is nan")).containsExactly("c");
      assertThat(ids(lake, "not sharpe is nan")).containsExactly("a", "b");
      assertThat(ids(lake, "sharpe > 2")).containsExactly("b");
      assertThat(ids(lake, "sharpe != 1")).containsExactly("b");
      assertThat(lake.queries().stats("sharpe").agg("mean").fetch().rows())
          .containsExactly(List.of(3.0, 2L, 1L));
    }
  }

  private static List<Object> ids(TestLake lake, String where) {
    return lake.queries().runs().where(where).columns("run_id").fetch().rows().stream()
        .map(List::getFirst)
        .toList();
  }

  private static void makeNan(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int i = 0; i + Double.BYTES <= bytes.length; i++) {
      if (buffer.getDouble(i) == MIDDLE) {
        buffer.putDouble(i, Double.NaN);
        found++;
      }
    }
    assertThat(found).as("places of the value: its page alone, no bound").isEqualTo(1);
    Files.write(file, bytes);
  }
}
