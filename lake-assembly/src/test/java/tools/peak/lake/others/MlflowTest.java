package tools.peak.lake.others;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.ingest.IngestResult;

/** Runs of MLflow's stores. */
class MlflowTest {
  private static final long DAY = 86_400_000;
  private static final long BAR = 1_600_000_000_000L;

  @TempDir Path dir;
  private Path project;
  private Lake lake;

  @BeforeEach
  void open() {
    project = dir.resolve("project");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private MlflowStore store() {
    return new MlflowStore(project.resolve("mlflow.db"));
  }

  private List<List<Object>> sql(String sql) {
    return lake.sql(sql).fetch().rows().stream()
        .map(row -> row.stream().<Object>map(cell -> cell == null ? "null" : cell).toList())
        .toList();
  }

  @Test
  void a_run_has_its_name_attributes_parameters_and_metrics() {
    MlflowStore store =
        store()
            .start("a1", "FINISHED")
            .param("a1", "fast", "8")
            .param("a1", "slow", "21.5")
            .param("a1", "use_stop", "True")
            .param("a1", "code", "007")
            .param("a1", "strategy", "macd")
            .log("a1", "sharpe", 0.1 + 0.2, BAR, 0)
            .log("a1", "nothing", Double.NaN, BAR, 0)
            .log("a1", "factor", Double.POSITIVE_INFINITY, BAR, 0)
            .tag("a1", "mlflow.source.git.commit", "abc123")
            .tag("a1", "mlflow.parentRunId", "p0");

    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);

    assertThat(
            sql(
                "SELECT run_id, strategy, git_sha, stage, source_tool, source_version, source_path,"
                    + " sharpe, isnan(nothing), isinf(factor) FROM runs"))
        .containsExactly(
            List.of(
                "a1",
                "macd",
                "abc123",
                "research",
                "mlflow",
                "schema dc11669786a5",
                store.file() + "/a1",
                0.1 + 0.2,
                true,
                true));
    assertThat(sql("SELECT key, type, value FROM params ORDER BY key"))
        .containsExactly(
            List.of("code", "string", "007"),
            List.of("fast", "int", "8"),
            List.of("slow", "float", "21.5"),
            List.of("strategy", "string", "macd"),
            List.of("use_stop", "bool", "true"));
    assertThat(
            sql(
                "SELECT json_extract_string(meta_json, '$.run_name'),"
                    + " json_extract_string(meta_json, '$.parent_run_id'),"
                    + " json_extract_string(meta_json, '$.status') FROM runs"))
        .containsExactly(List.of("night a1", "p0", "FINISHED"));
  }

  @Test
  void users_tags_are_tags_and_what_somebody_set_here_stays() {
    MlflowStore store =
        store()
            .start("a1", "FINISHED")
            .tag("a1", "team", "alpha")
            .tag("a1", "owner", "bob")
            .tag("a1", "mlflow.user", "ann");
    Probe.ingest(lake, project);
    assertThat(sql("SELECT key, value, set_by FROM tags ORDER BY key"))
        .containsExactly(List.of("owner", "bob", "mlflow"), List.of("team", "alpha", "mlflow"));

    lake.tag("a1", "owner", "carol");
    store.run("DELETE FROM tags WHERE key = 'team'");
    store.tag("a1", "owner", "dan").tag("a1", "desk", "fx");

    assertThat(Probe.ingest(lake, project).replaced()).isEqualTo(1);
    assertThat(sql("SELECT key, value FROM tags ORDER BY key"))
        .containsExactly(List.of("desk", "fx"), List.of("owner", "carol"));
  }

  @Test
  void the_history_of_equity_is_the_curve() {
    MlflowStore store = store().start("a1", "FINISHED").start("a2", "FINISHED");
    for (int i = 0; i < 3; i++) {
      store.log("a1", "equity", 100 + i, BAR + i * DAY, i);
      store.log("a2", "nav", 200 + i, MlflowStore.START + i, i); // logged as it ran
    }

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.notices()).isEqualTo(1);
    assertThat(sql("SELECT run_id, CAST(timestamp AS VARCHAR), equity FROM equity ORDER BY 1, seq"))
        .containsExactly(
            List.of("a1", "2020-09-13 12:26:40+00", 100.0),
            List.of("a1", "2020-09-14 12:26:40+00", 101.0),
            List.of("a1", "2020-09-15 12:26:40+00", 102.0),
            List.of("a2", "null", 200.0),
            List.of("a2", "null", 201.0),
            List.of("a2", "null", 202.0));
    assertThat(sql("SELECT run_id, code FROM notices"))
        .containsExactly(List.of("a2", "ordinal_times"));
  }

  @Test
  void a_run_waits_while_it_runs_and_a_deleted_one_is_none() {
    MlflowStore store =
        store().start("a1", "FINISHED").start("a2", "RUNNING").start("a3", "FINISHED");
    store.run("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = 'a3'");

    IngestResult result = Probe.ingest(lake, project);
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.waiting()).isEqualTo(1);

    store.run("UPDATE runs SET status = 'FAILED', end_time = 1700000060000 WHERE run_uuid = 'a2'");
    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);
  }

  @Test
  void the_store_stays_as_it_is_to_the_byte_and_the_same_again_changes_nothing()
      throws IOException {
    MlflowStore store = store();
    store.run(
        """
        WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 600)
        INSERT INTO runs
        SELECT 'r' || i, 'n', 'ann', 'FINISHED', 1, 1700000000000, 'active', 1 FROM number
        """,
        "INSERT INTO latest_metrics SELECT 'sharpe', 1.5, 1, 0, 0, run_uuid FROM runs");
    byte[] before = Files.readAllBytes(store.file());

    assertThat(Probe.ingest(lake, project).added()).isEqualTo(600);
    long version = lake.version();
    assertThat(Probe.ingest(lake, project).unchanged()).isEqualTo(600);

    assertThat(lake.version()).isEqualTo(version);
    assertThat(Files.readAllBytes(store.file())).isEqualTo(before);
    try (Stream<Path> files = Files.list(project)) {
      assertThat(files).containsExactly(store.file());
    }
  }

  @Test
  void what_stands_in_a_write_ahead_log_alone_is_read_and_stays_there()
      throws SQLException, IOException {
    MlflowStore store = store().start("a1", "FINISHED");
    store.run("PRAGMA journal_mode = WAL");
    try (Connection writer = store.connect();
        Statement statement = writer.createStatement()) {
      statement.execute(
          "INSERT INTO runs VALUES ('a2', 'n', 'ann', 'FINISHED', 1, 1700000000000, 'active', 1)");
      Path log = project.resolve("mlflow.db-wal");
      byte[] before = Files.readAllBytes(log);
      assertThat(before).isNotEmpty();

      IngestResult result = Probe.ingest(lake, project);

      assertThat(result.added()).isEqualTo(2);
      assertThat(result.passedOver()).isZero();
      assertThat(Files.readAllBytes(log)).isEqualTo(before);
    }
  }

  @Test
  void broken_stores_are_named_and_their_neighbours_load() throws IOException {
    MlflowStore whole = store().start("a1", "FINISHED");
    byte[] bytes = Files.readAllBytes(whole.file());
    Written.file(project.resolve("cut/mlflow.db"), Arrays.copyOf(bytes, bytes.length / 3));
    Written.file(project.resolve("text/mlflow.db"), "no database, but it is long enough for one");
    new MlflowStore(project.resolve("old/mlflow.db"))
        .run(
            "ALTER TABLE metrics DROP COLUMN step",
            "UPDATE alembic_version SET version_num = 'x1'");

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(1);
    assertThat(
            Probe.rejects(lake).stream()
                .map(reject -> project.relativize(Path.of(reject.path())) + " " + reject.code()))
        .containsExactlyInAnyOrder(
            "cut/mlflow.db invalid_store",
            "text/mlflow.db invalid_store",
            "old/mlflow.db invalid_store");
    assertThat(Probe.rejects(lake))
        .anySatisfy(reject -> assertThat(reject.reason()).contains("x1", "column step of metrics"));
  }

  @Test
  void a_store_that_another_program_is_writing_to_is_waited_for() throws SQLException {
    MlflowStore store = store().start("a1", "FINISHED");
    try (Connection writer = store.connect();
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");

      IngestResult result = Probe.ingest(lake, project);

      assertThat(result.waiting()).isEqualTo(1);
      assertThat(result.rejected()).isZero();
      statement.execute("ROLLBACK");
    }
    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);
  }

  @Test
  void the_store_of_files_is_read_likewise() {
    Path experiment = project.resolve("mlruns/847");
    Path run = experiment.resolve("b1");
    Written.file(
        experiment.resolve("meta.yaml"),
        "artifact_location: /x\nexperiment_id: '847'\nlifecycle_stage: active\nname: macd sweep\n");
    Written.file(
        run.resolve("meta.yaml"),
        """
        artifact_uri: /x/artifacts
        end_time: 1700000060000
        experiment_id: '847'
        lifecycle_stage: active
        run_id: b1
        run_name: night
        start_time: 1700000000000
        status: 3
        user_id: ann
        """);
    Written.file(run.resolve("params/fast"), "8");
    Written.file(run.resolve("metrics/sharpe"), "1600000000000 1.5 0\n");
    Written.file(
        run.resolve("metrics/equity"),
        "1600000000000 100 0\n1600086400000 101.5 1\n1600172800000 nan 2\n");
    Written.file(run.resolve("tags/team"), "alpha");
    Written.file(run.resolve("tags/mlflow.source.git.commit"), "abc");
    Written.file(run.resolve("artifacts/params.json"), "{}");
    Written.file(run.resolve("artifacts/metrics.json"), "{}");

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.passedOver()).isZero();
    assertThat(sql("SELECT run_id, sharpe, git_sha, source_tool, source_path FROM runs"))
        .containsExactly(List.of("b1", 1.5, "abc", "mlflow", run.toString()));
    assertThat(sql("SELECT equity FROM equity ORDER BY seq"))
        .containsExactly(List.of(100.0), List.of(101.5), List.of("null"));
    assertThat(sql("SELECT key, value FROM tags")).containsExactly(List.of("team", "alpha"));
    assertThat(Probe.ingest(lake, project).unchanged()).isEqualTo(1);

    Written.file(run.resolve("metrics/sharpe"), "1600000000000 1.5 0\n1600000000000 oops 1\n");
    Probe.ingest(lake, project);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(reject -> assertThat(reject.reason()).contains("metrics/sharpe", "line 2"));
  }
}
