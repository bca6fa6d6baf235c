package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.AsOf;

/** A lake may lie in a folder of any name; DuckDB takes some letters of a path for a pattern. */
final class OddFoldersTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"a*", "a?", "a[bc]", "a[", "a&b=c", "a\\b", "it's", "a b"})
  void a_lake_reads_its_own_files_alone(String name) throws IOException, SQLException {
    for (String sibling : List.of("ab", "abc", "a", "b")) {
      Path folder = Files.createDirectories(temp.resolve(sibling));
      try (TestLake other = new TestLake(folder)) {
        var _ = other.commit(List.of(run("stranger").metric("sharpe", 9)));
      }
    }
    Path folder = Files.createDirectories(temp.resolve(name));
    try (TestLake plain = new TestLake(Files.createDirectories(temp.resolve("plain")))) {
      var _ = plain.commit(List.of(run("own").metric("sharpe", 1)));
      try (TestLake lake = plain.movedTo(folder)) {
        for (int pass = 0; pass < 2; pass++) {
          assertThat(lake.queries().runs().columns("run_id").fetch().rows())
              .containsExactly(List.of("own"));
          assertThat(lake.queries().runs().orderBy("sharpe desc").limit(1).fetch().rows())
              .hasSize(1);
          assertThat(lake.queries().sql("SELECT run_id FROM runs").fetch().rows())
              .containsExactly(List.of("own"));
          assertThat(lake.tuning().warm(lake.at(AsOf.latest()))).isPositive();
        }
      }
    }
  }
}
