package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.OnConflict;
import tools.peak.lake.ingest.SourceChoice;
import tools.peak.lake.schema.LakeTable;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.Strings;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.write.TableWriter;

/** Runs of any layout, loaded by a mapping: the same rules as for folders. */
final class MappedIngestTest {
  private static final String ROWS =
      """
      [runs]
      file = "results.csv"
      [meta]
      run_id = "id"
      strategy = "strat"
      [params]
      "*" = "p_*"
      [metrics]
      sharpe = "SharpeRatio"
      total_return = { from = "ret_pct", unit = "%" }
      """;

  @TempDir Path temp;
  private Path results;
  private Path map;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    map = temp.resolve("map.toml");
    lake = Lake.openOrCreate(temp.resolve("lake"));
  }

  @AfterEach
  void close() {
    assertThat(lake.verify().findings()).isEmpty();
    lake.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = results.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private IngestOptions options() {
    return IngestOptions.DEFAULT.withSource(new SourceChoice.Mapped(map)).withSettle(Duration.ZERO);
  }

  private IngestResult ingest() {
    return ingest(options());
  }

  private IngestResult ingest(IngestOptions options) {
    return Probe.ingest(lake, options, results);
  }

  private Map<String, String> rejects() {
    Map<String, String> reasons = new TreeMap<>();
    for (Probe.Reject reject : Probe.rejects(lake)) {
      reasons.put(results.relativize(Path.of(reject.path())).toString(), reject.reason());
    }
    return reasons;
  }

  private List<String> notices() {
    return lake.notices(AsOf.latest()).rows().stream()
        .map(row -> row.get(0) + " " + row.get(2) + " " + row.get(3))
        .toList();
  }

  @Test
  void each_row_of_a_csv_is_a_run() throws IOException {
    Files.writeString(map, ROWS);
    write(
        "results.csv",
        """
        id,strat,SharpeRatio,ret_pct,p_fast,p_mode
        a,ma,1.5,12.5,10,007
        b,rsi,,-50%,20,true
        """);

    assertThat(ingest().added()).isEqualTo(2);

    Map<String, Object> a = Probe.runs(lake).get("a");
    assertThat(a)
        .containsEntry("strategy", "ma")
        .containsEntry("sharpe", 1.5)
        .containsEntry("total_return", 0.125)
        .containsEntry("source_tool", "mapping")
        .containsEntry("source_path", results.resolve("results.csv/a").toString());
    assertThat((String) Objects.requireNonNull(a).get("params_json"))
        .isEqualTo("{\"fast\": 10, \"mode\": \"007\"}");
    assertThat(Probe.runs(lake).get("b"))
        .containsEntry("total_return", -0.5)
        .containsEntry("sharpe", null);
  }

  @Test
  void the_same_file_again_changes_nothing_and_a_changed_row_is_replaced() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\nb,ma,2,2\n");
    ingest();

    assertThat(ingest().unchanged()).isEqualTo(2);

    write("results.csv", "id,strat,SharpeRatio,ret_pct\nnew,ma,3,3\na,ma,1,1\nb,ma,9,2\n");
    IngestResult result = ingest();
    assertThat(List.of(result.added(), result.replaced(), result.unchanged()))
        .as("a row that only moved is the same")
        .containsExactly(1L, 1L, 1L);
    assertThat(Probe.runs(lake).get("b")).containsEntry("sharpe", 9.0);

    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,5,1\n");
    assertThat(ingest(options().withOnConflict(OnConflict.SKIP)).skipped()).isEqualTo(1);
    assertThatThrownBy(() -> ingest(options().withOnConflict(OnConflict.FAIL)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("run a is in the lake with other content");
    assertThat(Probe.runs(lake)).as("a row that is gone stays in the lake").containsKey("b");
  }

  @Test
  void another_mapping_reads_everything_again_but_not_another_comment() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,50\n");
    ingest();

    Files.writeString(map, "# mine\n" + ROWS);
    assertThat(ingest().unchanged()).isEqualTo(1);

    Files.writeString(map, ROWS.replace("unit = \"%\"", "unit = \"bps\""));
    assertThat(ingest().replaced()).isEqualTo(1);
    assertThat(Probe.runs(lake).get("a")).containsEntry("total_return", 0.005);
  }

  @Test
  void a_broken_row_is_named_and_its_neighbours_load() throws IOException {
    Files.writeString(map, ROWS);
    write(
        "results.csv",
        """
        id,strat,SharpeRatio,ret_pct
        a,ma,1,1
        b,ma,1
        ,ma,1,1
        ../x,ma,1,1
        a,other,7,1
        c,ma,1,1
        """);

    IngestResult result = ingest();

    assertThat(result.added()).isEqualTo(2);
    assertThat(rejects())
        .isEqualTo(
            Map.of(
                "results.csv/line 3", "results.csv line 3: 3 cells where the header has 4",
                "results.csv/line 4", "map.toml line 4: the run has no run_id: 'id' is missing",
                "results.csv/line 5", "run_id '../x' has a '..' segment",
                "results.csv/line 6",
                    "run_id a is that of results.csv line 2, too: give each one of its own"));

    assertThat(ingest(IngestOptions.DEFAULT).rejected())
        .as("a pass over folders has not come by them, and leaves them alone")
        .isZero();
    assertThat(rejects()).hasSize(4);

    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\nb,ma,1,1\nc,ma,1,1\n");
    assertThat(ingest().rejected()).isZero();
    assertThat(rejects()).isEmpty();
  }

  @Test
  void a_column_that_is_not_there_is_said_with_its_line_in_the_mapping() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strategy,SharpeRatio,ret_pct\na,ma,1,1\n");

    assertThat(ingest().rejected()).isEqualTo(1);

    assertThat(rejects().get("results.csv"))
        .startsWith(
            "map.toml line 5: results.csv has no column 'strat': it has id, strategy,"
                + " SharpeRatio, ret_pct");
  }

  @Test
  void a_run_of_another_file_is_a_duplicate() throws IOException {
    Files.writeString(map, ROWS.replace("results.csv", "*/results.csv"));
    write("x/results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\n");
    ingest();
    write("y/results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,2,1\nb,ma,2,1\n");

    assertThat(ingest().added()).isEqualTo(1);

    assertThat(rejects().get("y/results.csv/a"))
        .isEqualTo("run_id a is in the lake already, from " + results.resolve("x/results.csv/a"));
  }

  @Test
  void a_file_that_somebody_is_writing_waits() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\nb,ma,1,1\n");

    assertThat(ingest(options().withSettle(Duration.ofHours(1))).waiting()).isEqualTo(2);

    Files.setLastModifiedTime(
        results.resolve("results.csv"), FileTime.from(Instant.now().minusSeconds(7_200)));
    assertThat(ingest(options().withSettle(Duration.ofHours(1))).added()).isEqualTo(2);
  }

  @Test
  void what_is_waited_for_is_loaded_as_it_is_then() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\nb,ma,1,1\n");

    IngestResult result =
        ingest(options().withSettle(Duration.ofMillis(300)).withPatience(Duration.ofMinutes(5)));

    assertThat(result.added()).isEqualTo(2);
  }

  @Test
  void a_dry_run_leaves_the_lake_as_it_is() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\n");

    assertThat(ingest(options().withDryRun(true)).added()).isEqualTo(1);

    assertThat(Probe.runs(lake)).isEmpty();
  }

  @Test
  void each_row_of_a_parquet_is_a_run() throws IOException {
    Files.writeString(
        map,
        """
        [runs]
        file = "{study}/sweep.parquet"
        [meta]
        run_id = "{path:study}-{fast}-{slow}"
        study = "path:study"
        stage = { value = "research" }
        [params]
        fast = "fast"
        slow = "slow"
        [metrics]
        "*" = "*"
        """);
    Files.createDirectory(results.resolve("alpha"));
    TableWriter.write(
        results.resolve("alpha/sweep.parquet"),
        List.of(
            Integers.of("fast", new long[] {5, 10}, new BitSet()),
            Integers.of("slow", new long[] {50, 50}, new BitSet()),
            new Numbers("sharpe", Doubles.of(new double[] {1.5, Double.NaN}, new BitSet())),
            new Strings("note", Texts.of(new String[] {"x", null}))));

    assertThat(ingest().added()).isEqualTo(2);

    assertThat(lake.runs().where("meta.study = 'alpha'").fetch().rows()).hasSize(2);
    assertThat(Probe.runs(lake).get("alpha-5-50"))
        .containsEntry("sharpe", 1.5)
        .containsEntry("stage", "research")
        .containsEntry("params_json", "{\"fast\": 5, \"slow\": 50}");
    assertThat(Probe.runs(lake).get("alpha-10-50")).containsEntry("sharpe", Double.NaN);
  }

  @Test
  void a_folder_each_has_its_files() throws IOException {
    Files.writeString(
        map,
        """
        [runs]
        file = "{study}/{run}/summary.json"
        [files.config]
        file = "config.yaml"
        [files.stats]
        file = "stats.csv"
        shape = "pairs"
        [meta]
        run_id = "{path:study}/{path:run}"
        strategy = "config:strategy.name"
        timestamp = { from = "created", format = "ms" }
        [params]
        "*" = "config:params.*"
        [metrics]
        sharpe = "perf.sharpe"
        max_drawdown = { from = "stats:Max. Drawdown [%]", unit = "%", sign = "negative" }
        "*" = "perf.*"
        [curve]
        file = "curve.csv"
        time = { from = "when", format = "%d/%m/%Y" }
        equity = { from = "nav", decimal = "," }
        [trades]
        file = "trades.csv"
        [trades.columns]
        entry_time = "opened"
        exit_time = "closed"
        side = { from = "dir", words = { "1" = "long", "-1" = "short" } }
        quantity = "qty"
        pnl_ratio = { from = "ret", unit = "%" }
        """);
    write(
        "s/r1/summary.json",
        "{\"perf\": {\"sharpe\": 1.25, \"calmar\": 2}, \"created\": 1706693400000}");
    write("s/r1/config.yaml", "strategy:\n  name: ma\nparams:\n  fast: 10\n  exits: {stop: 0.5}\n");
    write("s/r1/stats.csv", ",0\nMax. Drawdown [%],25\n");
    write("s/r1/curve.csv", "when;nav\n31/01/2024;1.000,5\n01/02/2024;750,375\n");
    write("s/r1/trades.csv", "opened,closed,dir,qty,ret,tag\n2024-01-31,2024-02-01,-1,2.5,7,x\n");

    IngestResult result = ingest();

    assertThat(rejects()).isEmpty();
    assertThat(result.added()).isEqualTo(1);
    assertThat(notices()).isEmpty();
    assertThat(Probe.runs(lake).get("s/r1"))
        .containsEntry("strategy", "ma")
        .containsEntry("sharpe", 1.25)
        .containsEntry("max_drawdown", -0.25)
        .containsEntry("timestamp", OffsetDateTime.parse("2024-01-31T09:30:00Z"))
        .containsEntry("params_json", "{\"fast\": 10, \"exits.stop\": 0.5}")
        .containsEntry("source_path", results.resolve("s/r1/summary.json").toString());
    assertThat(Probe.rows(lake, LakeTable.EQUITY))
        .extracting(row -> row.get("equity"))
        .containsExactly(1000.5, 750.375);
    assertThat(Probe.rows(lake, LakeTable.TRADES))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("kind", "round_trip")
                    .containsEntry("side", "short")
                    .containsEntry("quantity", 2.5)
                    .containsEntry("pnl_ratio", 0.07)
                    .containsEntry("entry_time", OffsetDateTime.parse("2024-01-31T00:00:00Z")));
    assertThat(Probe.rows(lake, LakeTable.ARTIFACTS))
        .extracting(row -> row.get("name"))
        .containsExactly("config.yaml", "curve.csv", "stats.csv", "summary.json", "trades.csv");

    write("s/r1/curve.csv", "when;nav\n31/01/2024;1.000,5\n");
    assertThat(ingest().replaced()).isEqualTo(1);
  }

  @Test
  void one_document_holds_many_runs_with_their_curves() throws IOException {
    String rules =
        """
        [runs]
        file = "all.FORMAT"
        each = "row"
        at = "out.runs"
        [meta]
        run_id = "row:key"
        [metrics]
        "*" = "*"
        [curve]
        at = "curve"
        time = "t"
        returns = { from = "r", unit = "%" }
        start = 100
        """;
    String json =
        """
        {"out": {"note": 1, "runs": {
          "a": {"sharpe": 1, "curve": [{"t": "2024-01-01", "r": null}, {"t": "2024-01-02", "r": 10}]},
          "b": {"sharpe": 2, "curve": {"t": ["2024-01-01"], "r": [50]}}}}}
        """;
    Files.writeString(map, rules.replace("FORMAT", "json"));
    write("all.json", json);

    assertThat(ingest().added()).isEqualTo(2);

    assertThat(rejects()).isEmpty();
    assertThat(Probe.runs(lake).get("b")).containsEntry("sharpe", 2.0);
    assertThat(Probe.rows(lake, LakeTable.EQUITY))
        .extracting(row -> row.get("run_id") + " " + row.get("equity"))
        .containsExactlyInAnyOrder("a 100.0", "a 110.00000000000001", "b 150.0");
  }

  @Test
  void yaml_toml_and_lines_of_json_hold_many_runs_too() throws IOException {
    String rules =
        "[runs]\nfile = 'FILE'\neach = 'row'\nAT[meta]\nrun_id = 'id'\n[metrics]\n'*' = '*'\n";
    write("a.yaml", "- {id: y1, sharpe: 1}\n- id: y2\n  sharpe: 2\n");
    write("a.toml", "[[run]]\nid = 't1'\nsharpe = 3.5\n[[run]]\nid = 't2'\n");
    write("a.jsonl", "{\"id\": \"l1\", \"sharpe\": NaN}\n\n{\"id\": \"cut\n{\"id\": 7}");

    Files.writeString(map, rules.replace("FILE", "a.yaml").replace("AT", ""));
    assertThat(ingest().added()).isEqualTo(2);
    Files.writeString(map, rules.replace("FILE", "a.toml").replace("AT", "at = 'run'\n"));
    assertThat(ingest().added()).isEqualTo(2);
    Files.writeString(map, rules.replace("FILE", "a.jsonl").replace("AT", ""));
    assertThat(ingest().added()).isEqualTo(2);

    assertThat(Probe.runs(lake).keySet()).containsExactly("7", "l1", "t1", "t2", "y1", "y2");
    assertThat(Probe.runs(lake).get("t1")).containsEntry("sharpe", 3.5);
    assertThat(rejects().get("a.jsonl/line 3")).startsWith("a.jsonl: line 3, column");
  }

  @Test
  void a_missing_file_or_key_is_said_unless_it_is_optional() throws IOException {
    String rules =
        """
        [runs]
        file = "*/s.json"
        [files.cfg]
        file = "cfg.json"
        [meta]
        run_id = "path:folder"
        strategy = "cfg:name"
        [metrics]
        sharpe = "SR"
        """;
    Files.writeString(map, rules);
    write("a/s.json", "{\"sr\": 1}");

    assertThat(ingest().added()).isEqualTo(1);
    assertThat(notices())
        .containsExactlyInAnyOrder(
            "a missing_file is not there, and map.toml names it; optional = true says that it may"
                + " be missing",
            "a missing_key sharpe: has no 'SR', which map.toml line 9 takes; optional = true says"
                + " that it may be missing");

    Files.writeString(
        map,
        rules
            .replace("\"cfg.json\"", "\"cfg.json\"\noptional = true")
            .replace("\"SR\"", "{ from = \"SR\", optional = true }"));
    assertThat(ingest().notices()).isZero();
  }

  @Test
  void a_row_finds_its_curve_by_its_values_but_nothing_outside_of_the_folder() throws IOException {
    Files.writeString(map, ROWS + "[curve]\nfile = \"curves/{id}.csv\"\n");
    Files.writeString(temp.resolve("secret.csv"), "timestamp,equity\n2024-01-01,1\n");
    Files.createDirectories(results.resolve("curves"));
    Files.createSymbolicLink(results.resolve("curves/link.csv"), temp.resolve("secret.csv"));
    write("curves/a.csv", "timestamp,equity\n2024-01-01,100\n2024-01-02,101\n");
    write(
        "results.csv",
        """
        id,strat,SharpeRatio,ret_pct
        a,ma,1,1
        x/../../../secret,ma,1,1
        link,ma,1,1
        /etc/x,ma,1,1
        """);

    assertThat(ingest().added()).isEqualTo(2);

    assertThat(Probe.rows(lake, LakeTable.EQUITY)).hasSize(2);
    assertThat(rejects().get("results.csv/line 3")).contains("'..' segment");
    assertThat(rejects().get("results.csv/link")).contains("is a link to").contains("secret.csv");
    assertThat(notices()).singleElement().asString().startsWith("/etc/x missing_file");
  }

  @Test
  void a_file_that_leads_out_of_the_folder_is_refused() throws IOException {
    Files.writeString(map, ROWS + "[curve]\nfile = \"../{id}.csv\"\n");
    Files.writeString(temp.resolve("a.csv"), "timestamp,equity\n2024-01-01,1\n");
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\n");

    assertThat(ingest().rejected()).isEqualTo(1);

    assertThat(rejects().get("results.csv/a"))
        .isEqualTo("../a.csv: leads out of the folder that is loaded");
  }

  @Test
  void input_stays_as_it_is() throws IOException {
    Files.writeString(map, ROWS);
    write("results.csv", "id,strat,SharpeRatio,ret_pct\na,ma,1,1\n");
    FileTime before = Files.getLastModifiedTime(results.resolve("results.csv"));
    ingest();
    try (Stream<Path> files = Files.walk(results)) {
      assertThat(files).hasSize(2);
    }
    assertThat(Files.getLastModifiedTime(results.resolve("results.csv"))).isEqualTo(before);
  }

  @Test
  void a_mapping_that_is_wrong_or_missing_is_one_line() throws IOException {
    assertThatThrownBy(this::ingest)
        .isInstanceOf(LakeException.class)
        .hasMessage("no mapping at " + map);
    Files.writeString(map, ROWS.replace("[metrics]", "[metric]"));
    assertThatThrownBy(this::ingest)
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith("map.toml line 8: unknown key 'metric'");
  }
}
