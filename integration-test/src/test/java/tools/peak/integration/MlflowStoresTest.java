package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Needed;
import tools.peak.lake.Lake;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;

/** Stores that MLflow itself wrote. */
final class MlflowStoresTest {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("PEAK_PYTHON"), "python3");

  private static final String WRITE =
      """
      import os, sys
      os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
      from mlflow.tracking import MlflowClient
      from mlflow.entities import Metric, Param
      client = MlflowClient(sys.argv[1])
      experiment = client.create_experiment("macd sweep")
      start = 1700000000000
      for number in range(3):
          tags = {"mlflow.source.git.commit": "abc123", "team": "alpha"}
          run = client.create_run(experiment, start_time=start, tags=tags, run_name=f"night {number}")
          equity = [Metric("equity", 100.0 + number + day, 1600000000000 + day * 86400000, day) for day in range(4)]
          client.log_batch(
              run.info.run_id,
              metrics=[Metric("sharpe", 0.1 + number, start, 0), Metric("none", float("nan"), start, 0), *equity],
              params=[Param("fast", "8"), Param("use_stop", "True"), Param("strategy", "macd")])
          if number < 2:
              client.set_terminated(run.info.run_id, "FINISHED", end_time=start + 60000)
      """;

  @TempDir Path temp;

  private void write(String store) throws Exception {
    Process python =
        new ProcessBuilder(PYTHON, "-c", WRITE, store)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("python.log").toFile())
            .start();
    assertThat(python.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(python.exitValue()).as(Files.readString(temp.resolve("python.log"))).isZero();
  }

  private static void needsMlflow() throws Exception {
    int exit =
        new ProcessBuilder(PYTHON, "-c", "import mlflow, sqlalchemy, alembic")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    Needed.here(exit == 0, "mlflow", "mlflow-skinny, SQLAlchemy and alembic (and PEAK_PYTHON)");
  }

  private IngestResult ingest(Lake lake, Path path) {
    return lake.ingest(
        List.of(path), IngestOptions.DEFAULT.withSettle(Duration.ZERO), IngestListener.NONE);
  }

  @Test
  void the_sqlite_store_is_read_whole_and_left_as_it_is() throws Exception {
    needsMlflow();
    Path file = temp.resolve("mlflow.db");
    write("sqlite:///" + file);
    byte[] before = Files.readAllBytes(file);

    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      IngestResult result = ingest(lake, file);
      assertThat(result.added()).isEqualTo(2);
      assertThat(result.waiting()).isEqualTo(1);
      assertRuns(lake);
      assertThat(ingest(lake, file).unchanged()).isEqualTo(2);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void the_store_of_files_is_read_whole() throws Exception {
    needsMlflow();
    Path folder = Files.createDirectory(temp.resolve("mlruns"));
    write(folder.toString());

    try (Lake lake = Lake.openOrCreate(temp.resolve("lake"))) {
      IngestResult result = ingest(lake, folder);
      assertThat(result.added()).isEqualTo(2);
      assertThat(result.waiting()).isEqualTo(1);
      assertThat(result.passedOver()).isZero();
      assertRuns(lake);
      assertThat(ingest(lake, folder).unchanged()).isEqualTo(2);
    }
  }

  private static void assertRuns(Lake lake) {
    assertThat(
            rows(
                lake,
                "SELECT json_extract_string(meta_json, '$.run_name'), strategy, git_sha, stage,"
                    + " sharpe, isnan(\"none\") FROM runs ORDER BY 1"))
        .containsExactly(
            List.of("night 0", "macd", "abc123", "research", 0.1, true),
            List.of("night 1", "macd", "abc123", "research", 1.1, true));
    assertThat(
            rows(
                lake,
                "SELECT count(*), min(equity), max(equity), CAST(min(timestamp) AS VARCHAR) FROM"
                    + " equity"))
        .containsExactly(List.of(8L, 100.0, 104.0, "2020-09-13 12:26:40+00"));
    assertThat(rows(lake, "SELECT DISTINCT key, value, set_by FROM tags"))
        .containsExactly(List.of("team", "alpha", "mlflow"));
    assertThat(rows(lake, "SELECT DISTINCT key, type FROM params ORDER BY key"))
        .containsExactly(
            List.of("fast", "int"), List.of("strategy", "string"), List.of("use_stop", "bool"));
  }

  private static List<List<Object>> rows(Lake lake, String sql) {
    return lake.sql(sql).fetch().rows().stream()
        .map(row -> row.stream().<Object>map(cell -> cell == null ? "null" : cell).toList())
        .toList();
  }
}
