package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyCommandTest {
  @TempDir Path dir;
  private Path results;

  @BeforeEach
  void write() throws IOException {
    results = dir.resolve("results");
    for (String run : new String[] {"a", "b"}) {
      Path folder = Folders.run(results, run, "macd", "1.5");
      assertThat(peak("ingest", folder.toString(), "--settle", "0").exit()).isZero();
    }
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void it_loads_backs_up_and_verifies_in_five_lines() {
    assertThat(peak("hold", "add", "a", "--reason", "audit").exit()).isZero();

    Ran night = peak("nightly", results.toString(), "--backup", dir.resolve("backup").toString());

    assertThat(night.exit()).as(night.err()).isZero();
    assertThat(night.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ingest ").contains("2 unchanged"),
            line -> assertThat(line).startsWith("compact "),
            line -> assertThat(line).startsWith("retention ").contains("1 run would go"),
            line -> assertThat(line).startsWith("backup ").contains("version "),
            line -> assertThat(line).startsWith("verify ").contains("whole: 2 runs"));
    assertThat(peak("query", "--count").out()).as("no rule is applied").isEqualTo("2\n");
    assertThat(peak("backup", "list", dir.resolve("backup").toString()).out()).contains("1 row");
  }

  @Test
  void a_step_that_fails_is_told_and_the_others_go_on() throws IOException {
    Path occupied = Files.createDirectory(dir.resolve("occupied"));
    Files.writeString(occupied.resolve("letter.txt"), "dear");

    Ran night = peak("--json", "nightly", results.toString(), "--backup", occupied.toString());

    assertThat(night.exit()).isEqualTo(1);
    assertThat(night.out())
        .contains("\"step\": \"backup\"")
        .contains("failed: ")
        .contains("\"step\": \"verify\"")
        .contains("whole: 2 runs")
        .endsWith("\"exit\": 1}\n");
  }

  @Test
  void a_lake_that_is_damaged_is_told() throws IOException {
    Path data = dir.resolve("lake/warehouse/lake/equity/data");
    try (var files = Files.list(data)) {
      Files.delete(files.findFirst().orElseThrow());
    }

    Ran night = peak("nightly", results.toString());

    assertThat(night.exit()).isEqualTo(1);
    assertThat(night.out()).contains("verify ").contains("is gone");
  }
}
