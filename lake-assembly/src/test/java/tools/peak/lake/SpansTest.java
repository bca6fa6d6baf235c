package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Otlp;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.OnConflict;
import tools.peak.lake.schema.LakeTable;

/** Telemetry of runs in the lake. */
final class SpansTest {
  private static final String TELEMETRY = "telemetry.jsonl";

  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Lake.openOrCreate(temp.resolve("lake"));
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  @Test
  void a_run_s_spans_are_rows() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "load", "simulate")).writeTo(folder("a"));
    Chain.of("b").writeTo(folder("b"));
    ingest();

    assertThat(
            rows(
                "run_id",
                "seq",
                "name",
                "kind",
                "start",
                "duration_ns",
                "status",
                "service_name",
                "service_version",
                "stage",
                "attributes.bars",
                "resource.\"host.name\""))
        .containsExactly(
            row("a", 0, "load", 0, 10_000_000L),
            row("a", 1, "simulate", 10, 10_000_000L),
            row("a", 2, "backtest.run", 0, 20_000_000L));
    List<@Nullable Object> first =
        lake.spans()
            .columns("trace_id", "span_id", "parent_span_id", "events", "run_timestamp")
            .limit(1)
            .fetch()
            .rows()
            .getFirst();
    assertThat(first)
        .containsExactly(
            Otlp.TRACE, "0000000000000001", Otlp.ROOT, null, Instant.parse("2024-11-05T10:00:00Z"));
  }

  private static List<@Nullable Object> row(
      String runId, int seq, String name, int afterMillis, long nanos) {
    return new ArrayList<>(
        List.of(
            runId,
            seq,
            name,
            "internal",
            Otlp.BEGIN.plusMillis(afterMillis),
            nanos,
            "unset",
            "peak-backtest",
            "1.0",
            "backtest",
            1_900L,
            "box"));
  }

  @Test
  void spans_can_be_asked_for_by_their_attributes() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "load")).writeTo(folder("a"));
    Chain.of("b").file(TELEMETRY, Otlp.run("2.0", "load")).writeTo(folder("b"));
    ingest();

    assertThat(lake.spans().where("attributes.bars = 1900 and name = 'load'").count()).isEqualTo(2);
    assertThat(lake.spans().where("resource.service.version = '2.0'").count()).isEqualTo(2);
    assertThat(lake.spans().where("duration_ns > 5000000").count()).isEqualTo(4);
    assertThatThrownBy(() -> lake.spans().where("attributes.bar = 1").count())
        .hasMessageContaining("no attribute 'bar'; did you mean 'bars'?");
    assertThatThrownBy(() -> lake.runs().where("attributes.sharp = 1").count())
        .as("what MLflow calls attributes of a run")
        .hasMessageContaining("did you mean 'sharpe'?");
  }

  @Test
  void spans_are_a_table_of_sql() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "load")).writeTo(folder("a"));
    Chain.of("b").file(TELEMETRY, Otlp.run("2.0", "load")).writeTo(folder("b"));
    ingest();

    assertThat(
            lake.sql(
                    "SELECT service_version, name, max(duration_ns) / 1e6,"
                        + " max(attributes['bars'].number) FROM spans JOIN runs USING (run_id)"
                        + " GROUP BY ALL ORDER BY ALL")
                .fetch()
                .rows())
        .containsExactly(
            List.of("1.0", "backtest.run", 10.0, 1_900.0),
            List.of("1.0", "load", 10.0, 1_900.0),
            List.of("2.0", "backtest.run", 10.0, 1_900.0),
            List.of("2.0", "load", 10.0, 1_900.0));
  }

  @Test
  void a_replaced_run_s_spans_are_replaced_and_the_old_ones_stay_in_the_old_version() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "old", "older")).writeTo(folder("a"));
    Chain.of("b").file(TELEMETRY, Otlp.run("1.0", "kept")).writeTo(folder("b"));
    ingest();
    long before = lake.version();
    Chain.of("a").stat("sharpe", "9").file(TELEMETRY, Otlp.run("2.0", "new")).writeTo(folder("a"));

    assertThat(ingest().replaced()).isEqualTo(1);

    assertThat(names(AsOf.latest())).containsExactly("new", "backtest.run", "kept", "backtest.run");
    assertThat(names(AsOf.version(before)))
        .containsExactly("old", "older", "backtest.run", "kept", "backtest.run");
  }

  @Test
  void telemetry_that_changed_alone_is_taken_and_the_run_counts_as_unchanged() throws IOException {
    Chain.of("a").writeTo(folder("a"));
    ingest();
    Chain.write(folder("a").resolve(TELEMETRY), Otlp.run("1.0", "late"));
    assertThat(ingest())
        .extracting(IngestResult::unchanged, IngestResult::replaced)
        .containsExactly(1L, 0L);
    assertThat(names(AsOf.latest())).containsExactly("late", "backtest.run");

    Chain.write(folder("a").resolve(TELEMETRY), Otlp.run("1.0", "later"));
    ingest();
    assertThat(names(AsOf.latest())).containsExactly("later", "backtest.run");

    Chain.settle(folder("a"));
    long version = lake.version();
    ingest();
    assertThat(lake.version()).as("touched is not changed").isEqualTo(version);

    Files.delete(folder("a").resolve(TELEMETRY));
    Chain.settle(folder("a"));
    ingest();
    assertThat(names(AsOf.latest())).as("what was deleted to make room stays").hasSize(2);
  }

  @Test
  void on_conflict_skip_leaves_telemetry_alone_too() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "old")).writeTo(folder("a"));
    ingest();
    Chain.write(folder("a").resolve(TELEMETRY), Otlp.run("1.0", "new"));

    Probe.ingest(lake, Probe.OPTIONS.withOnConflict(OnConflict.SKIP), results);

    assertThat(names(AsOf.latest())).containsExactly("old", "backtest.run");
  }

  @Test
  void a_run_with_broken_telemetry_is_taken_with_what_can_be_read() {
    String whole = Otlp.run("1.0", "load");
    Chain.of("a")
        .file(TELEMETRY, whole + whole.substring(0, whole.length() / 2))
        .writeTo(folder("a"));

    assertThat(ingest().added()).isEqualTo(1);

    assertThat(names(AsOf.latest()))
        .startsWith("load", "backtest.run")
        .endsWith("telemetry.unreadable");
    assertThat(
            lake.spans()
                .where("name = 'telemetry.unreadable'")
                .columns("status_message")
                .fetch()
                .rows()
                .toString())
        .contains("telemetry.jsonl: 1 line can't be read, first line 2");
  }

  @Test
  void telemetry_over_the_limit_of_size_is_left_out_and_said() {
    Chain.of("a").file(TELEMETRY, Otlp.run("1.0", "x".repeat(10_000))).writeTo(folder("a"));

    Probe.ingest(lake, Probe.OPTIONS.withMaxFileSize(9_000), results);

    assertThat(Probe.rejects(lake)).isEmpty();
    assertThat(Probe.runs(lake)).hasSize(1);
    assertThat(names(AsOf.latest())).containsExactly("telemetry.unreadable");
    assertThat(lake.sql("SELECT code, detail FROM notices").fetch().rows())
        .singleElement()
        .asString()
        .contains("telemetry_left_out", TELEMETRY, "over the limit of 9,000");

    Probe.ingest(lake, Probe.OPTIONS.withCheckContent(true), results);
    assertThat(names(AsOf.latest()))
        .as("with a larger limit")
        .doesNotContain("telemetry.unreadable");
  }

  @Test
  void a_lake_of_an_older_peak_reads_as_it_is_and_gets_the_table_with_the_next_ingest()
      throws IOException {
    Chain.of("a").writeTo(folder("a"));
    ingest();
    makeOld();
    long before;
    try (Lake old = Lake.open(lake.path())) {
      before = old.version();
      assertThat(old.runs().count()).isEqualTo(1);
      assertThat(old.spans().fetch().rows()).isEmpty();
      assertThat(old.spans().where("attributes is null").count()).isZero();
      assertThat(old.sql("SELECT count(*) FROM spans").fetch().rows().getFirst())
          .isEqualTo(List.of(0L));
      assertThat(old.verify().findings()).isEmpty();
      Chain.of("b").file(TELEMETRY, Otlp.run("1.0", "load")).writeTo(folder("b"));
      Chain.write(folder("a").resolve(TELEMETRY), Otlp.run("1.0", "late"));
      Probe.ingest(old, Probe.OPTIONS.withDryRun(true), results);
      assertThat(old.version()).as("a dry run needs no table").isEqualTo(before);
    }

    try (Lake old = Lake.open(lake.path())) {
      assertThat(Probe.ingest(old, results).added()).isEqualTo(1);
    }

    assertThat(names(AsOf.latest()))
        .containsExactly("late", "backtest.run", "load", "backtest.run");
    assertThat(names(AsOf.version(before))).isEmpty();
    assertThat(Files.readString(lake.path().resolve("peak.toml"))).contains("format = 7");
    assertThat(Probe.table(lake, LakeTable.SPANS).rows()).isEqualTo(4);
  }

  /** Takes out of a lake what format 2 brought. */
  private void makeOld() throws IOException {
    Path root = lake.path();
    Probe.sql(root, "DELETE FROM iceberg_tables WHERE table_name = 'spans'");
    Probe.sql(root, "DELETE FROM peak_version_tables WHERE table_name = 'spans'");
    Probe.sql(root, "DROP TABLE peak_run_telemetry");
    Probe.sql(root, "UPDATE peak_lake SET value = '1' WHERE key = 'format'");
    try (Stream<Path> files = Files.walk(root.resolve("warehouse/lake/spans"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path folder(String name) {
    return results.resolve(name);
  }

  private IngestResult ingest() {
    return Probe.ingest(lake, results);
  }

  private List<List<@Nullable Object>> rows(String... columns) {
    return lake.spans().columns(columns).fetch().rows();
  }

  private List<Object> names(AsOf asOf) {
    return lake.spans().columns("name").asOf(asOf).fetch().rows().stream()
        .map(row -> (Object) String.valueOf(row.getFirst()))
        .toList();
  }
}
