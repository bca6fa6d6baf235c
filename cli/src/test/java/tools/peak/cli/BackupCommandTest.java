package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir Path dir;
  private String place = "";

  @BeforeEach
  void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "a", "macd", "1.5");
    Folders.run(results, "b", "rsi", "-2.5");
    place = dir.resolve("backup").toString();
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void a_lake_is_backed_up_looked_at_and_restored() {
    assertThat(peak("--json", "backup", place).out())
        .matches(
            "\\{\"version\": \"3\", \"files\": [0-9]+, \"copied\": [0-9]+, \"bytes\": [0-9]+,"
                + " \"seconds\": [0-9.]+, \"manifest\": \"manifests/000000000003.json\"}\n");
    assertThat(peak("backup", place).out()).contains("lake version 3 is in", "nothing new");
    peak("tag", "a", "owner=ann");
    assertThat(peak("backup", place).out()).contains("lake version 4 is in", "1 copied");

    assertThat(peak("--json", "backup", "list", place).out())
        .contains("\"version\": 3", "\"version\": 4", "\"runs\": 2", "\"truncated\": false");
    assertThat(peak("backup", "verify", place).out()).startsWith("whole: 2 versions");
    assertThat(peak("--json", "backup", "verify", place, "--deep").out())
        .startsWith("{\"whole\": true, \"versions\": 2, ")
        .contains("\"findings\": []");
    assertThat(peak("backup", "drill", place, "--in", dir.toString()).out())
        .startsWith("version 4 comes back whole: 2 runs");

    String again = dir.resolve("again").toString();
    assertThat(peak("--json", "restore", place, again, "--version", "3").out())
        .matches(
            "\\{\"version\": \"3\", \"files\": [0-9]+, \"bytes\": [0-9]+, \"seconds\": [0-9.]+}\n");
    assertThat(Ran.withLake(Path.of(again), "query", "--count").out()).isEqualTo("2\n");

    assertThat(peak("backup", "prune", place, "--keep", "1").out())
        .startsWith("would go: 1 version (up to 3), ");
    assertThat(peak("--json", "backup", "prune", place, "--keep", "1", "--apply").out())
        .matches(
            "\\{\"plan\": \"[0-9a-f]{8}\", \"versions\": 1, \"files\": [0-9]+, \"bytes\": [0-9]+,"
                + " \"applied\": true}\n");
    assertThat(peak("backup", "prune", place, "--keep", "1").out()).isEqualTo("nothing goes\n");
  }

  @Test
  void what_is_damaged_is_named_and_the_exit_code_says_so() throws IOException {
    peak("backup", place);
    Path object;
    try (Stream<Path> files = Files.walk(Path.of(place, "objects"))) {
      object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(object);
    bytes[0] ^= 1;
    Files.write(object, bytes);

    Ran verify = peak("backup", "verify", place, "--deep");
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.out()).contains("changed_object");
    assertThat(peak("--json", "backup", "verify", place, "--deep").out())
        .contains("\"whole\": false", object.getFileName().toString());
    Ran restore = peak("restore", place, dir.resolve("again").toString());
    assertThat(restore.exit()).isEqualTo(1);
    assertThat(restore.err())
        .contains(object.getFileName().toString(), "peak backup verify --deep")
        .hasLineCount(1);
  }

  @Test
  void a_place_that_is_none_is_told() {
    assertThat(peak("backup").exit()).isEqualTo(2);
    assertThat(peak("backup").err()).contains("say where to");
    assertThat(peak("backup", "list", place).err()).contains("holds no backup");
    assertThat(peak("restore", place, dir.resolve("x").toString()).err())
        .contains("holds no backup");
    assertThat(dir.resolve("x")).doesNotExist();
    assertThat(peak("backup", dir.toString()).err()).contains("is not empty and no backup");
  }
}
