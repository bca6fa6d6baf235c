package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path dir;

  private Ran check(String... options) {
    List<String> args = new ArrayList<>(List.of("check", dir.resolve("results").toString()));
    args.addAll(List.of(options));
    return Ran.withLake(dir.resolve("lake"), args.toArray(String[]::new));
  }

  private Path homemade(String name) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("results").resolve(name));
    Files.writeString(folder.resolve("metrics.json"), "{\"sharpe\": 1.7}");
    Files.writeString(folder.resolve("params.toml"), "fast = 10\n");
    return folder;
  }

  @Test
  void a_run_is_shown_as_it_would_be_and_no_lake_is_made() throws IOException {
    homemade("ma_1");
    Ran ran = check();
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains(
            "results/ma_1  run ma_1",
            "fast=10",
            "sharpe=1.7",
            "notice taken_for: metrics.json: is taken for stats.json",
            "1 run · 2 notices\n");
    assertThat(dir.resolve("lake")).doesNotExist();
  }

  @Test
  void the_document_has_a_row_for_each_folder_and_each_notice() throws IOException {
    homemade("ma_1");
    Folders.run(dir.resolve("results"), "ours", "macd", "1.5");
    Folders.broken(dir.resolve("results"), "broken");
    Path other = Files.createDirectories(dir.resolve("results/other"));
    Files.writeString(other.resolve("metrics.json"), "{}");
    Ran ran = check("--json");
    assertThat(ran.exit()).isEqualTo(3);
    JsonNode document = new ObjectMapper().readTree(ran.out());
    List<String> rows = new ArrayList<>();
    for (JsonNode row : document.path("rows")) {
      rows.add(
          "%s %s %s %s"
              .formatted(
                  row.path("run_id").asText(),
                  row.path("source").asText(),
                  row.path("outcome").asText(),
                  row.path("code").asText()));
    }
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "ma_1 plain_files run null",
            "ma_1 plain_files notice taken_for",
            "ma_1 plain_files notice taken_for",
            "ours run_folder run null",
            "broken run_folder refused invalid_json",
            "null null passed_over no_run");
    assertThat(ran.out()).contains("line 1, column", "metrics.json alone makes no run: add one");
  }

  @Test
  void two_folders_with_one_run_id_are_told_before_a_lake_refuses_one() throws IOException {
    homemade("a/ma_1");
    Files.writeString(homemade("b/ma_1").resolve("metrics.json"), "{\"sharpe\": 2}");
    Ran ran = check();
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).contains("duplicate_run_id: run_id ma_1 is that of", "1 run");
  }

  @Test
  void a_path_that_is_not_there_is_a_failure() {
    Ran ran = check();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("no folder at");
  }
}
