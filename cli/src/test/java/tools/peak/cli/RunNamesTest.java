package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs are named, and in which order they come, over one lake of four runs. */
class RunNamesTest {
  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    run(results, "grid_0001_a1", "2024-11-01T00:00:00Z");
    run(results, "grid_0002_b2", "2024-11-03T00:00:00Z");
    run(results, "grid_0003_a2", "2024-11-02T00:00:00Z");
    run(results, "a1_other", "2024-11-02T00:00:00Z");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private static void run(Path results, String id, String timestamp) throws IOException {
    Path snapshot = Folders.run(results, id, "macd", "1.5").resolve("config_snapshot.json");
    Files.writeString(
        snapshot, Files.readString(snapshot).replace("2024-11-02T08:21:16.250000Z", timestamp));
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void the_end_of_an_id_is_enough_where_no_other_run_has_it() {
    assertThat(peak("show", "b2").out()).startsWith("grid_0002_b2\n");
    assertThat(peak("tag", "3_a2", "kept=yes").out()).isEqualTo("grid_0003_a2: kept=yes\n");
  }

  @Test
  void what_ends_one_run_and_begins_another_names_neither() {
    Ran ran = peak("show", "a1");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("peak show: several runs begin or end with a1: a1_other, grid_0001_a1\n");
  }

  @Test
  void the_middle_of_an_id_names_no_run() {
    assertThat(peak("show", "0002").err()).startsWith("peak show: no run 0002 in the lake");
  }

  @Test
  void the_latest_is_the_run_with_the_newest_timestamp() {
    assertThat(peak("show", "latest").out()).startsWith("grid_0002_b2\n");
    assertThat(peak("note", "latest", "look again").out()).startsWith("grid_0002_b2: ");
  }

  @Test
  void an_empty_name_is_no_runs() {
    assertThat(peak("show", "").exit()).isEqualTo(2);
    assertThat(peak("delete", "").exit()).isEqualTo(2);
    assertThat(peak("query", "--count").out()).isEqualTo("4\n");
  }

  @Test
  void runs_come_newest_first_in_every_format_and_by_id_within_one_instant() {
    String[] newestFirst = {"grid_0002_b2", "a1_other", "grid_0003_a2", "grid_0001_a1"};
    assertThat(peak("query", "--columns", "run_id", "--format", "csv").out().lines().skip(1))
        .containsExactly(newestFirst);
    assertThat(peak("query", "--columns", "run_id").out().lines().skip(2).limit(4))
        .containsExactly(newestFirst);
    assertThat(peak("query", "--columns", "run_id", "--format", "ndjson").out().lines())
        .containsExactly(
            "{\"run_id\": \"grid_0002_b2\"}",
            "{\"run_id\": \"a1_other\"}",
            "{\"run_id\": \"grid_0003_a2\"}",
            "{\"run_id\": \"grid_0001_a1\"}");
    assertThat(peak("query", "--order-by", "run_id", "--limit", "1").out()).contains("a1_other");
  }
}
