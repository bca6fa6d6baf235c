package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path dir;

  @Test
  void the_road_is_walked_and_can_be_walked_again() {
    Ran first = Ran.peak("demo", "--runs", "24", "--dir", dir.toString());
    assertThat(first.exit()).isZero();
    assertThat(first.out())
        .contains("24 runs in", "The ten best by Sharpe ratio", "strategy ", "Equity")
        .contains(" of 24 runs (", "lost money after costs", "buying and holding returned")
        .contains("daily bars", "Next", "peak --lake " + dir.resolve("lake") + " query");

    Ran second = Ran.peak("demo", "--runs", "24", "--dir", dir.toString());
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("holds 24 runs already", "24 unchanged");
    assertThat(Ran.withLake(dir.resolve("lake"), "query", "--count").out()).isEqualTo("24\n");
  }

  @Test
  void json_is_one_document_of_counts() {
    Ran ran = Ran.peak("demo", "--runs", "18", "--dir", dir.toString(), "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            "\\{\"runs\": 18, \"losing\": \\d+, \"losing_by_costs\": \\d+, \"strategies\": 6,"
                + " \"losing_strategies\": \\d, \"seconds\": [0-9.]+\\}\n");
  }
}
