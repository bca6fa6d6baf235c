package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.fixtures.lake.TestRun.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.lake.TestLake;

/** Texts that look the same are found alike, however Unicode writes their accents. */
final class SpellingsTest {
  private static final String WITHIN = "caf\u00e9";
  private static final String BEHIND = "cafe\u0301";

  @Test
  void values_and_names_are_found_in_either(@TempDir Path folder) throws SQLException {
    try (TestLake lake = new TestLake(folder)) {
      lake.commit(
          List.of(
              run("a").with("strategy", WITHIN).param(WITHIN, 1).metric(BEHIND, 3),
              run("b").with("strategy", BEHIND).param(WITHIN, 2).tag("place", BEHIND),
              run("c").with("strategy", "cafe")));
      for (String text : List.of(WITHIN, BEHIND)) {
        assertThat(ids(lake, "strategy = '" + text + "'")).containsExactly("a", "b");
        assertThat(ids(lake, "'" + text + "' <> strategy")).containsExactly("c");
        assertThat(ids(lake, "strategy in ('" + text + "', 'x')")).containsExactly("a", "b");
        assertThat(ids(lake, "tags.place = '" + text + "'")).containsExactly("b");
        assertThat(ids(lake, "params.`" + text + "` > 1")).containsExactly("b");
        assertThat(ids(lake, "\"" + text + "\" = 3")).containsExactly("a");
      }
    }
  }

  private static List<Object> ids(TestLake lake, String filter) {
    return lake
        .queries()
        .runs()
        .where(filter)
        .columns("run_id")
        .orderBy("run_id")
        .fetch()
        .rows()
        .stream()
        .<Object>map(List::getFirst)
        .toList();
  }
}
