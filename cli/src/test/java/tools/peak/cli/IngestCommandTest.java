package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
  @TempDir Path dir;
  private Path results;

  @BeforeEach
  void writeRuns() throws IOException {
    results = dir.resolve("results");
    Folders.run(results, "a", "macd", "1.5");
    Folders.run(results, "b", "macd", "2.5");
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void runs_are_loaded_and_counted_and_a_second_pass_changes_nothing() {
    Ran first = peak("ingest", results.toString(), "--settle", "0");
    assertThat(first.exit()).isZero();
    assertThat(first.out()).matches("2 runs in [0-9.]+ s \\([0-9.,]+/s\\)\n");
    assertThat(first.err()).isEmpty();

    Ran second = peak("ingest", results.toString(), "--settle", "0");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).matches("0 runs in [0-9.]+ s · 2 unchanged\n");
  }

  @Test
  void json_is_the_contracts_flat_counts() {
    assertThat(peak("ingest", "--json", results.toString(), "--settle", "0").out())
        .matches(
            "\\{\"added\": 2, \"replaced\": 0, \"unchanged\": 0, \"skipped\": 0, \"purged\": 0,"
                + " \"waiting\": 0, \"rejected\": 0, \"notices\": 0,"
                + " \"passed_over\": 0, \"not_read\": 0, \"held\": 0, \"seconds\": [0-9.]+\\}\n");
  }

  @Test
  void notices_are_counted_listed_and_shown_and_strict_stops_at_them() throws IOException {
    Files.writeString(results.resolve("a/equity.csv"), "timestamp,equity\n1704067200,1\n");
    assertThat(peak("ingest", results.toString(), "--settle", "0").out())
        .endsWith(" · 1 notice: peak notices\n");
    assertThat(peak("notices", "--json").out()).contains("\"run_id\": \"a\"", "epoch_time");
    assertThat(peak("notices", "a", "--code", "epoch_time").out()).contains("equity.csv");
    assertThat(peak("notices", "b").out()).doesNotContain("epoch_time");
    assertThat(peak("show", "a").out()).contains("What qualifies it", "notice epoch_time");
    assertThat(peak("ingest", results.toString(), "--settle", "0", "--strict").exit()).isEqualTo(3);
  }

  @Test
  void folders_of_which_none_is_a_run_are_told() throws IOException {
    Path other = Files.createDirectories(dir.resolve("homemade/one"));
    Files.writeString(other.resolve("metrics.json"), "{}");
    Ran ran = peak("ingest", dir.resolve("homemade").toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("1 folder looked at, none is a run (no config_snapshot.json)");
  }

  @Test
  void a_pass_that_found_nothing_finished_says_so_by_its_exit() throws IOException {
    for (String run : List.of("a", "b")) {
      Path snippet = results.resolve(run).resolve("report_snippet.md");
      Files.setLastModifiedTime(snippet, FileTime.fromMillis(0)); // all else is newer
    }
    Ran ran = peak("ingest", results.toString(), "--settle", "1d");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).contains("2 still being written");
    assertThat(peak("ingest", results.toString(), "--settle", "1d", "--wait", "300ms").exit())
        .isEqualTo(4);
    assertThat(peak("ingest", results.toString(), "--settle", "2s", "--wait", "30s").exit())
        .isZero();
  }

  @Test
  void what_is_not_read_is_told() throws IOException {
    Files.writeString(results.resolve("a/trades.csv"), "timestamp,side\n");
    assertThat(peak("ingest", results.toString(), "--settle", "0").out())
        .endsWith(
            " · 1 notice: peak notices · 1 data file not read: peak notices --code not_read\n");
    assertThat(peak("ingest", "--json", results.toString(), "--settle", "0").out())
        .contains("\"not_read\": 1");
    assertThat(peak("notices", "--code", "not_read").out())
        .contains("trades.csv", "is not read; Peak reads trades.parquet");
  }

  @Test
  void something_newly_refused_is_done_in_part_and_known_refusals_only_count() throws IOException {
    Folders.broken(results, "c");
    Ran first = peak("ingest", results.toString(), "--settle", "0");
    assertThat(first.exit()).isEqualTo(3);
    assertThat(first.out()).startsWith("2 runs in").endsWith(" · 1 refused: peak rejects\n");

    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("ingest", results.toString(), "--settle", "0", "--strict").exit()).isEqualTo(3);

    Folders.run(results, "c", "macd", "1.0");
    assertThat(peak("ingest", results.toString(), "--settle", "0", "--strict").exit()).isZero();
    assertThat(peak("--json", "rejects").out()).contains("\"rows\": []");
  }

  @Test
  void rejects_say_what_is_wrong_with_which_folder() throws IOException {
    Path broken = Folders.broken(results, "c");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isEqualTo(3);
    Ran ran = peak("rejects", "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "\"columns\": [\"path\", \"run_id\", \"code\", \"reason\", \"first_seen\","
                + " \"last_seen\"]",
            "\"path\": \"" + broken + "\", \"run_id\": \"c\", \"code\": \"")
        .contains("stats.json");
    assertThat(peak("rejects").out()).startsWith("path ").contains(broken.toString());
  }

  @Test
  void what_an_option_would_take_is_said_beside_the_refusals() throws IOException {
    Folders.run(results, "large", "macd", "1.0");
    Ran refused = peak("ingest", results.toString(), "--settle", "0", "--max-file-size", "1");
    assertThat(refused.exit()).isEqualTo(3);
    Ran ran = peak("rejects");
    assertThat(ran.out()).contains("too_large").doesNotContain("--max-file-size");
    assertThat(ran.err()).isEqualTo("too_large: peak ingest --max-file-size takes larger files\n");
    assertThat(peak("--json", "rejects").err()).isEmpty();
  }

  @Test
  void conflicts_are_replaced_skipped_or_refused_as_asked() throws IOException {
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    Folders.run(results, "a", "macd", "9.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0", "--on-conflict", "skip").out())
        .contains("1 changed but skipped");
    Ran failed = peak("ingest", results.toString(), "--settle", "0", "--on-conflict", "fail");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).startsWith("peak ingest: ").contains("a").hasLineCount(1);
    assertThat(peak("ingest", results.toString(), "--settle", "0").out())
        .contains("1 run in", "1 of them replaced");
    assertThat(peak("query", "--where", "sharpe = 9.5", "--count").out()).isEqualTo("1\n");
  }

  @Test
  void a_dry_run_says_what_would_happen() {
    Ran ran = peak("ingest", "--dry-run", results.toString(), "--settle", "0");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("would load 2 runs in");
  }

  @Test
  void files_above_the_limit_are_refused_by_name() {
    assertThat(peak("ingest", results.toString(), "--settle", "0", "--max-file-size", "10B").exit())
        .isEqualTo(3);
    assertThat(peak("--json", "rejects").out()).contains("config_snapshot.json");
  }

  @Test
  void what_cannot_be_done_is_one_line_that_names_it() throws IOException {
    Ran missing = peak("ingest", dir.resolve("nowhere").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("nowhere").hasLineCount(1);

    Files.writeString(Files.createDirectory(dir.resolve("other")).resolve("file"), "x");
    Ran other = Ran.withLake(dir.resolve("other"), "ingest", results.toString());
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains(dir.resolve("other").toString()).hasLineCount(1);
  }

  @Test
  void wrong_values_of_options_are_wrong_usage() {
    for (String[] args :
        new String[][] {
          {"ingest"},
          {"ingest", "x", "--on-conflict", "maybe"},
          {"ingest", "x", "--settle", "soon"},
          {"ingest", "x", "--max-file-size", "0"},
          {"ingest", "x", "--threads", "0"},
        }) {
      Ran ran = peak(args);
      assertThat(ran.exit()).as(String.join(" ", args)).isEqualTo(2);
      assertThat(ran.err()).startsWith("peak ingest: ").hasLineCount(1);
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void an_interrupt_is_told_as_such() {
    Thread.currentThread().interrupt();
    Ran ran = peak("ingest", results.toString(), "--settle", "0");
    boolean _ = Thread.interrupted();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("peak ingest: stopped\n");
    assertThat(peak("ingest", results.toString(), "--settle", "0").out()).startsWith("2 runs in");
  }

  @Test
  void a_lake_that_lost_a_file_is_no_lake_of_unchanged_runs() throws IOException {
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    Path lost;
    try (Stream<Path> files = Files.walk(dir.resolve("lake/warehouse"))) {
      lost = files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Files.delete(lost);

    Ran ran = peak("ingest", results.toString(), "--settle", "0");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(String.valueOf(lost.getFileName()));
  }
}
