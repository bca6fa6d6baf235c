package tools.peak.lake.others;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.SourceChoice;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;
import tools.peak.parquet.write.TableWriter;

/** The layouts that the Peak stack's research and live programs write beside run folders. */
class StackTest {
  private static final String LIVE_META =
      """
      {"run_id": "20251204_180000_paper_ma_BTC-EUR_1m", "mode": "paper", "strategy_name": "ma_crossover",
       "symbol": "BTC/EUR", "timeframe": "1m", "started_at": "2025-12-04T18:00:00+00:00",
       "ended_at": "2025-12-04T18:04:00+00:00", "config_snapshot": {"fast": 10, "risk": {"max": 0.5}},
       "notes": ""}
      """;

  private static final String EVENTS =
      """
      step,ts_bar,ts_event,price,close,position_size,cash,equity,realized_pnl,signal,signal_changed,orders_generated,orders_filled,orders_rejected,orders_blocked,risk_allowed,risk_reasons
      0,2025-12-04T18:00:00+00:00,2025-12-04T18:00:01+00:00,100.0,100.0,0.0,1000,1000.0,0.0,0,False,0,0,0,0,True,
      1,2025-12-04T18:01:00+00:00,2025-12-04T18:01:01+00:00,101.0,101.0,2.0,798,1000.0,0.0,1,True,1,1,0,0,True,
      2,2025-12-04T18:02:00+00:00,2025-12-04T18:02:01+00:00,103.0,103.0,2.0,798,1004.0,0.0,1,False,1,0,0,1,False,"limit, hit"
      3,2025-12-04T18:03:00+00:00,2025-12-04T18:03:01+00:00,104.0,104.0,0.0,1006,1006.0,6.0,-1,True,1,1,0,0,True,
      """;

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

  private Path live(String folder) {
    Path run = project.resolve(folder);
    Written.file(run.resolve("meta.json"), LIVE_META);
    Written.file(run.resolve("events.csv"), EVENTS);
    return run;
  }

  private List<List<Object>> sql(String sql) {
    return lake.sql(sql).fetch().rows().stream()
        .map(row -> row.stream().<Object>map(cell -> cell == null ? "null" : cell).toList())
        .toList();
  }

  @Test
  void a_session_is_a_live_run_with_its_curve_and_fills() {
    Path run = live("live_runs/20251204_180000_paper_ma_BTC-EUR_1m");

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.passedOver()).isZero();
    assertThat(
            sql(
                "SELECT run_id, strategy, symbol, stage, source_tool, source_path, filled_orders,"
                    + " blocked_trades, realized_pnl, CAST(timestamp AS VARCHAR) FROM runs"))
        .containsExactly(
            List.of(
                "20251204_180000_paper_ma_BTC-EUR_1m",
                "ma_crossover",
                "BTC/EUR",
                "live",
                "stack",
                run.toString(),
                2.0,
                1.0,
                6.0,
                "2025-12-04 18:00:00+00"));
    assertThat(sql("SELECT equity FROM equity ORDER BY seq"))
        .containsExactly(List.of(1000.0), List.of(1000.0), List.of(1004.0), List.of(1006.0));
    assertThat(
            sql(
                "SELECT kind, CAST(timestamp AS VARCHAR), symbol, side, quantity, price, pnl FROM"
                    + " trades ORDER BY trade_seq"))
        .containsExactly(
            List.of("fill", "2025-12-04 18:01:00+00", "BTC/EUR", "buy", 2.0, 101.0, 0.0),
            List.of("fill", "2025-12-04 18:03:00+00", "BTC/EUR", "sell", 2.0, 104.0, 6.0));
    assertThat(sql("SELECT key, value FROM params ORDER BY key"))
        .containsExactly(
            List.of("fast", "10"), List.of("risk.max", "0.5"), List.of("timeframe", "1m"));
    assertThat(Probe.ingest(lake, project).unchanged()).isEqualTo(1);
  }

  @Test
  void events_in_parquet_are_read_likewise() throws IOException {
    Path run = project.resolve("live_runs/s1");
    Written.file(run.resolve("meta.json"), LIVE_META);
    long minute = 60_000_000L;
    List<ParquetColumn> columns =
        List.of(
            new Instants("ts_bar", Times.ofMicros(new long[] {0, minute, 2 * minute})),
            numbers("step", 0, 1, 2),
            numbers("equity", 10, 11, 12),
            numbers("orders_filled", 0, 1, 0),
            numbers("position_size", 0, -3, -3),
            numbers("price", 1, 2, 3));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    TableWriter.write(file, columns);
    Written.file(run.resolve("events.parquet"), file.toByteArray());

    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);
    assertThat(sql("SELECT equity FROM equity ORDER BY seq"))
        .containsExactly(List.of(10.0), List.of(11.0), List.of(12.0));
    assertThat(sql("SELECT side, quantity, price FROM trades"))
        .containsExactly(List.of("sell", 3.0, 2.0));
  }

  private static Numbers numbers(String name, double... values) {
    return new Numbers(name, Doubles.of(values, new BitSet()));
  }

  @Test
  void a_research_run_has_the_stage_of_its_folder_and_what_its_results_say() {
    for (String place : List.of("research", "live_ops")) {
      Path run = project.resolve("artifacts/" + place + "/" + place + "_1");
      Written.file(
          run.resolve("meta.json"),
          """
          {"created_utc": "2026-01-05T10:00:00.123456+00:00", "command": "sweep", "run_id": "%s_1",
           "git_sha": "abc1234", "git_status_porcelain": " M a.py", "env": {"PEAKTRADE_SANDBOX": null},
           "python": "3.11", "platform": "Linux", "cwd": "/x"}
          """
              .formatted(place));
      Written.file(run.resolve("results/stats.json"), "{\"sharpe\": 1.5, \"note\": \"x\"}");
      Written.file(run.resolve("results/var.json"), "{\"var\": 0.02, \"levels\": [1]}");
      Written.file(
          run.resolve("results/equity.csv"), "timestamp,equity\n2024-01-01,1\n2024-01-02,2\n");
      Written.file(run.resolve("logs/a.log"), "text");
    }

    IngestResult result = Probe.ingest(lake, project);

    assertThat(result.added()).isEqualTo(2);
    assertThat(result.passedOver()).isZero();
    assertThat(sql("SELECT run_id, stage, runner, git_sha, sharpe, var_var FROM runs ORDER BY 1"))
        .containsExactly(
            List.of("live_ops_1", "live", "sweep", "abc1234", 1.5, 0.02),
            List.of("research_1", "research", "sweep", "abc1234", 1.5, 0.02));
    assertThat(sql("SELECT count(*) FROM equity")).containsExactly(List.of(4L));
  }

  @Test
  void a_folder_of_another_name_is_known_by_its_events_or_because_one_says_so() throws IOException {
    Path elsewhere = live("sessions/s1");
    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);
    assertThat(sql("SELECT source_path FROM runs")).containsExactly(List.of(elsewhere.toString()));

    Path bare = project.resolve("other/b1");
    Written.file(bare.resolve("meta.json"), "{\"created_utc\": \"2026-01-05\"}");
    assertThat(Probe.ingest(lake, project.resolve("other")).added()).isZero();
    assertThat(
            Probe.ingest(
                    lake,
                    Probe.OPTIONS.withSource(new SourceChoice.Named("stack")),
                    project.resolve("other"))
                .added())
        .isEqualTo(1);
    assertThat(sql("SELECT run_id FROM runs WHERE run_id = 'b1'")).hasSize(1);
  }

  @Test
  void broken_ones_are_named_and_their_neighbours_load() throws IOException {
    live("live_runs/whole");
    Path cut = live("live_runs/cut");
    Written.file(cut.resolve("meta.json"), LIVE_META.substring(0, 80));
    Path bytes = live("live_runs/bytes");
    Files.delete(bytes.resolve("events.csv"));
    Written.file(bytes.resolve("events.parquet"), "PAR1 and nothing");
    Path columns = live("live_runs/columns");
    Written.file(columns.resolve("events.csv"), "a,b\n1,2\n");

    assertThat(Probe.ingest(lake, project).added()).isEqualTo(1);
    assertThat(
            Probe.rejects(lake).stream()
                .map(reject -> Path.of(reject.path()).getFileName() + " " + reject.code()))
        .containsExactlyInAnyOrder(
            "cut invalid_json", "bytes invalid_parquet", "columns invalid_store");
  }
}
