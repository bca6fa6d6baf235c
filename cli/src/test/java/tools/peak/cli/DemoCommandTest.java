package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
        .contains("daily bars", "strategies made money:", "Next", "cd " + dir, "peak query");

    Ran second = Ran.peak("demo", "--runs", "24", "--dir", dir.toString());
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("holds 24 runs already", "24 unchanged");
    assertThat(Ran.withLake(dir.resolve("lake"), "query", "--count").out()).isEqualTo("24\n");
  }

  @Test
  void a_lake_that_cannot_be_used_is_said_before_any_backtest() throws IOException {
    Files.writeString(Files.createDirectory(dir.resolve("lake")).resolve("other"), "x");
    Ran ran = Ran.peak("demo", "--runs", "24", "--dir", dir.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(dir.resolve("lake").toString(), "--dir").hasLineCount(1);
    assertThat(dir.resolve("results")).doesNotExist();
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
