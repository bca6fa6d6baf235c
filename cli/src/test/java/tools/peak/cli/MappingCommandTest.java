package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a homemade CSV to an answer, by the command alone. */
final class MappingCommandTest {
  @TempDir Path dir;
  private Path results;
  private Path mapping;

  @BeforeEach
  void write() throws IOException {
    results = Files.createDirectory(dir.resolve("results")).toRealPath();
    mapping = dir.resolve("mapping.toml");
    Path csv = results.resolve("results.csv");
    Files.writeString(
        csv,
        """
        id,strat,SharpeRatio,ret_pct
        a,ma,1.5,12.5
        b,rsi,0.5,-2.5
        c,rsi,0.5
        """);
    Files.setLastModifiedTime(csv, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private Ran init() throws IOException {
    Ran ran = peak("mapping", "init", results.toString());
    Files.writeString(mapping, ran.out());
    return ran;
  }

  @Test
  void a_first_mapping_loads_as_it_is() throws IOException {
    assertThat(init().exit()).isZero();

    Ran check = peak("check", results.toString(), "--map", mapping.toString());
    assertThat(check.exit()).isEqualTo(3);
    assertThat(check.out())
        .contains(
            "results.csv/a  run a",
            "total_return=0.125",
            "invalid_csv: results.csv line 4: 3 cells where the header has 4",
            "2 runs · 1 refused");
    assertThat(dir.resolve("lake")).doesNotExist();

    Ran ingest = peak("--json", "ingest", results.toString(), "--map", mapping.toString());
    assertThat(ingest.exit()).isEqualTo(3);
    JsonNode counts = new ObjectMapper().readTree(ingest.out());
    assertThat(counts.path("added").asInt()).isEqualTo(2);
    assertThat(counts.path("rejected").asInt()).isEqualTo(1);

    Ran query = peak("query", "--format", "csv", "--columns", "run_id,sharpe,source_tool");
    assertThat(query.out()).contains("a,1.5,mapping", "b,0.5,mapping");

    Ran again = peak("--json", "ingest", results.toString(), "--map", mapping.toString());
    assertThat(again.exit()).as("what is known to be refused is only counted").isZero();
    assertThat(new ObjectMapper().readTree(again.out()).path("unchanged").asInt()).isEqualTo(2);
  }

  @Test
  void a_mistake_of_the_mapping_is_one_line_with_its_file_and_line() throws IOException {
    var _ = init();
    Files.writeString(mapping, Files.readString(mapping).replace("unit = \"%\"", "unit = \"x\""));
    for (String command : new String[] {"check", "ingest"}) {
      Ran ran = peak(command, results.toString(), "--map", mapping.toString());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .matches("peak " + command + ": mapping.toml line \\d+: 'x' is no unit: .*\\n");
    }
  }

  @Test
  void what_matches_nothing_says_so() throws IOException {
    var _ = init();
    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(other.resolve("x.csv"), "a\n1\n");
    Ran ingest = peak("ingest", other.toString(), "--map", mapping.toString());
    assertThat(ingest.exit()).isZero();
    assertThat(ingest.err()).contains("1 file looked at, none is what the mapping calls a run");
    Ran check = peak("check", other.toString(), "--map", mapping.toString());
    assertThat(check.out())
        .contains("none of 1 file is 'results.csv', the runs.file of mapping.toml");
  }

  @Test
  void other_forms_need_no_mapping_and_a_mapping_needs_a_file() {
    Ran both = peak("ingest", results.toString(), "--as", "mlflow", "--map", "m.toml");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).contains("--as mlflow needs no --map");
    Ran none = peak("ingest", results.toString(), "--as", "mapping");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("--as mapping needs --map FILE");
    Ran missing = peak("ingest", results.toString(), "--map", dir.resolve("none.toml").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("no mapping at ");
  }

  @Test
  void nothing_to_look_at_is_a_failure() throws IOException {
    Ran ran = peak("mapping", "init", Files.createDirectory(dir.resolve("empty")).toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("holds no file that a mapping reads: csv, parquet, json");
  }
}
