package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactCommandTest {
  @TempDir Path dir;

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void small_files_become_few_and_the_command_says_how_many() throws IOException {
    for (String run : new String[] {"a", "b", "c"}) {
      Path folder = Folders.run(dir.resolve("results"), run, "macd", "1.5");
      assertThat(peak("ingest", folder.toString(), "--settle", "0").exit()).isZero();
    }
    assertThat(peak("maintain", "compact", "--dry-run").out()).contains("would become fewer");

    assertThat(peak("--json", "maintain", "compact").out())
        .matches(
            "\\{\"files_before\": [0-9]+, \"files_after\": [0-9], \"bytes_before\": [0-9]+,"
                + " \"bytes_after\": [0-9]+, \"snapshot\": \"[0-9]+\", \"seconds\": [0-9.]+}\n");

    assertThat(peak("maintain", "compact").out()).startsWith("nothing to merge");
    assertThat(peak("query", "--count").out()).isEqualTo("3\n");
    assertThat(peak("maintain").out()).contains("compact", "expire", "orphans");
  }
}
