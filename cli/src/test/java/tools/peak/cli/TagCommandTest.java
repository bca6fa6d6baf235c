package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "a", "macd", "1.5");
    Folders.run(results, "b", "rsi", "-2.5");
    Folders.run(results, "c", "rsi", "0.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private String count(String where) {
    return peak("query", "--where", where, "--count").out().strip();
  }

  @Test
  void many_runs_are_tagged_in_one_version() {
    assertThat(peak("--json", "tag", "--where", "strategy = 'rsi'", "good=no", "seen=yes").out())
        .isEqualTo("{\"runs\": 2, \"snapshot\": \"4\"}\n");
    assertThat(count("tags.good = 'no' and tags.seen = 'yes'")).isEqualTo("2");

    assertThat(peak("untag", "--where", "strategy = 'rsi'", "good").out())
        .isEqualTo("2 runs: without good\n");
    assertThat(count("tags.good is not null")).isEqualTo("0");
    assertThat(count("tags.seen = 'yes'")).isEqualTo("2");
    assertThat(peak("query", "--where", "tags.good = 'no'", "--as-of", "4", "--count").out())
        .isEqualTo("2\n");
    assertThat(peak("--json", "untag", "a", "good").out())
        .isEqualTo("{\"runs\": 0, \"snapshot\": \"5\"}\n");
  }

  @Test
  void a_file_names_the_runs_and_one_that_is_not_there_is_told_before_anything_is_done()
      throws IOException {
    Path list = dir.resolve("chosen.txt");
    Files.writeString(list, "a\n\nc\na\n");
    assertThat(peak("tag", "--from", list.toString(), "shortlist=yes").out())
        .isEqualTo("2 runs: shortlist=yes\n");
    assertThat(peak("tag").out()).containsOnlyOnce("a  ").containsOnlyOnce("c  ");

    Files.writeString(list, "b\nnever\n");
    Ran wrong = peak("tag", "--from", list.toString(), "shortlist=yes");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("no run never in the lake");
    assertThat(count("tags.shortlist = 'yes'")).isEqualTo("2");
  }

  @Test
  void a_note_is_written_and_appended_to() {
    assertThat(peak("note", "a", "first").out()).isEqualTo("a: first\n");
    assertThat(peak("--json", "note", "--append", "--where", "run_id in ('a', 'b')", "more").out())
        .isEqualTo("{\"runs\": 2, \"snapshot\": \"5\"}\n");

    assertThat(peak("--json", "tag", "a").out()).contains("first\\nmore");
    assertThat(peak("--json", "tag", "b").out()).contains("\"more\"");
  }

  @Test
  void what_is_missing_is_said() {
    assertThat(peak("tag", "--where", "sharpe > 100", "x=y").err()).contains("no run is chosen by");
    assertThat(peak("tag", "--where", "sharpe > 1").exit()).isEqualTo(2);
    assertThat(peak("tag", "--where", "sharpe > 1", "--from", "-", "x=y").exit()).isEqualTo(2);
    assertThat(peak("untag", "a").exit()).isEqualTo(2);
    assertThat(peak("note", "a").exit()).isEqualTo(2);
  }
}
