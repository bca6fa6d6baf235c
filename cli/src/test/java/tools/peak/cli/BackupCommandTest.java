package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of backup and restore, as scripts see them. */
class BackupCommandTest {
  @TempDir Path dir;
  private String backup = "";

  @BeforeEach
  void load() throws IOException {
    Folders.run(dir.resolve("results"), "a", "macd", "1.5");
    Folders.run(dir.resolve("results"), "b", "rsi", "-2.5");
    backup = dir.resolve("backup").toString();
    assertThat(peak("ingest", dir.resolve("results").toString(), "--settle", "0").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void a_day_in_the_life_of_a_backup() throws IOException {
    assertThat(peak("--json", "backup", backup).out())
        .matches(
            "\\{\"version\": [0-9]+, \"files\": [0-9]+, \"copied\": [0-9]+, \"bytes\": [0-9]+,"
                + " \"seconds\": [0-9.]+, \"manifest\": \"manifests/[0-9]{10}\\.jsonl\"}\n");
    assertThat(peak("--json", "backup", backup).out()).contains("\"copied\": 0, \"bytes\": 0,");
    assertThat(peak("tag", "a", "owner=ann").exit()).isZero();
    assertThat(peak("backup", backup).out()).contains(" copied, ").contains(backup);
    assertThat(peak("--json", "backup", "list", backup).out())
        .contains("\"made_at\"", "\"runs\": 2", "\"state\": \"whole\"");
    assertThat(peak("backup", "verify", backup, "--deep").out())
        .startsWith("whole: 2 versions, ")
        .contains("every byte read");
    assertThat(peak("--json", "backup", "verify", backup).out())
        .contains("{\"whole\": true, \"versions\": 2, ")
        .contains("\"findings\": []");
    assertThat(peak("backup", "drill", backup, "--in", dir.toString()).out())
        .contains("came back whole: 2 runs");

    Ran plan = peak("--json", "backup", "prune", backup, "--keep", "1");
    assertThat(plan.out()).contains("\"versions\": 1,").contains("\"applied\": false");
    Matcher id = Pattern.compile("\"plan\": \"([0-9a-f]{8})\"").matcher(plan.out());
    assertThat(id.find()).isTrue();
    assertThat(peak("backup", "prune", backup, "--keep", "1").err())
        .contains("--plan " + id.group(1) + " --apply");
    assertThat(peak("backup", "prune", backup, "--keep", "1", "--plan", "0", "--apply").exit())
        .isEqualTo(1);
    assertThat(
            peak("backup", "prune", backup, "--keep", "1", "--plan", id.group(1), "--apply").out())
        .contains("1 of 2 versions went");

    String restored = dir.resolve("restored").toString();
    assertThat(peak("--json", "restore", backup, restored).out())
        .matches(
            "\\{\"version\": [0-9]+, \"files\": [0-9]+, \"bytes\": [0-9]+, \"seconds\": [0-9.]+}\n");
    assertThat(Ran.withLake(Path.of(restored), "query", "--where", "tags.owner = 'ann'").out())
        .contains("1 row");
    assertThat(peak("restore", backup, restored).err()).contains("is not empty");
  }

  @Test
  void what_is_damaged_is_a_row_and_exit_1() throws IOException {
    assertThat(peak("backup", backup).exit()).isZero();
    Path object;
    try (Stream<Path> files = Files.walk(Path.of(backup, "files"))) {
      object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.delete(object);
    String name = Path.of(backup).relativize(object).toString();
    Ran told = peak("backup", "verify", backup);
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.out()).contains("missing_object").contains(name);
    assertThat(peak("--json", "backup", "verify", backup).out())
        .contains("\"whole\": false")
        .contains("{\"code\": \"missing_object\", \"path\": \"" + name + "\"");
    Ran restore = peak("restore", backup, dir.resolve("x").toString());
    assertThat(restore.exit()).isEqualTo(1);
    assertThat(restore.err()).contains(name).hasLineCount(1);
  }

  @Test
  void wrong_words_are_said() {
    assertThat(peak("backup").exit()).isEqualTo(2);
    assertThat(peak("backup", "s3://").err()).contains("s3://bucket/prefix");
    assertThat(peak("backup", "ftp://x/y").err()).contains("no place that Peak knows");
    assertThat(peak("backup", "prune", backup).exit()).isEqualTo(2);
    assertThat(peak("restore", backup).exit()).isEqualTo(2);
    assertThat(peak("restore", backup, dir.resolve("x").toString()).err())
        .contains("no backup of a lake lies here")
        .hasLineCount(1);
    assertThat(dir.resolve("x")).doesNotExist();
  }
}
