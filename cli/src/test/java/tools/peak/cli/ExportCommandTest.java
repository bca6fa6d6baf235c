package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void load() throws IOException {
    Path results = dir.resolve("results");
    Folders.run(results, "alpha", "macd", "1.5");
    Folders.run(results, "beta", "rsi", "2.5");
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    assertThat(peak("tag", "beta", "owner=ann").exit()).isZero();
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private String to(String folder) {
    return dir.resolve(folder).toString();
  }

  @Test
  void chosen_runs_are_three_flat_tables() throws IOException {
    Ran ran = peak("export", "--where", "sharpe > 2", "--format", "csv", "--to", to("out"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("runs.csv  1 row\n", "equity.csv  4 rows\n");
    assertThat(Files.readString(dir.resolve("out/runs.csv")).lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .startsWith("run_id,")
                  .endsWith("params.fast,params.label,tags.owner");
              assertThat(lines.get(1)).startsWith("beta,rsi,").endsWith(",10,x,ann");
            });
    assertThat(dir.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("runs.csv", "trades.csv", "equity.csv");
  }

  @Test
  void nothing_that_is_there_is_replaced() {
    assertThat(peak("export", "alpha", "--to", to("out"), "--json").out())
        .startsWith("{\"runs\": 1, \"trades\": 0, \"equity\": 4, \"to\": ");
    Ran again = peak("export", "alpha", "--to", to("out"));
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("runs.parquet is there already");
    assertThat(peak("export", "alpha", "--to", to("out"), "--format", "ndjson").exit()).isZero();
  }

  @Test
  void folders_come_out_and_go_into_another_lake() {
    Ran ran = peak("export", "alpha", "beta", "--format", "folders", "--to", to("out"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("2 runs in ", "2 with the digest they were ingested with");
    assertThat(Ran.withLake(dir.resolve("other"), "ingest", to("out"), "--settle", "0").out())
        .startsWith("2 runs");
    Ran again = peak("export", "alpha", "--format", "folders", "--to", to("out"));
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("alpha: failed: ", "is there already");
  }

  @Test
  void what_can_not_be_written_is_said() throws IOException {
    assertThat(peak("export", "--to", to("out")).exit()).isEqualTo(2);
    assertThat(peak("export", "alpha").exit()).isEqualTo(2);
    assertThat(peak("export", "alpha", "--to", to("out"), "--format", "xls").err())
        .contains("'xls' is none of parquet, csv, ndjson, folders");
    Files.writeString(dir.resolve("file"), "");
    assertThat(peak("export", "alpha", "--to", to("file")).exit()).isEqualTo(2);
  }
}
