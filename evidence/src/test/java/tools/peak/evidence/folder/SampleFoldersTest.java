package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.CurveCsv;
import tools.peak.evidence.artifact.StatsFile;
import tools.peak.parquet.ParquetColumn;

/** What upstream really wrote, read. */
class SampleFoldersTest {

  @Test
  void the_folders_that_are_runs_load_and_the_others_are_refused_with_reasons() throws IOException {
    Folders.Found found = Folders.walk(Samples.folder("e_zero").resolve(".."));
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);

    List<String> readings =
        found.folders().values().stream()
            .map(reader::read)
            .map(
                reading ->
                    switch (reading) {
                      case Reading.Loaded loaded -> loaded.run().runId();
                      case Reading.Refused refused -> refused.problems().get(0).reason();
                      case Reading.NotARun _ -> "passed over";
                    })
            .sorted()
            .toList();

    assertThat(readings)
        .containsExactly(
            "e_zero",
            "equity.csv without a config_snapshot.json: add one, or a params.json, params.yaml or params.toml",
            "equity.csv, stats.json without a config_snapshot.json: add one, or a params.json, params.yaml or params.toml",
            "legacy_my_strategy",
            "min_stats",
            "s_macd",
            "stats.json without a config_snapshot.json: add one, or a params.json, params.yaml or params.toml");
  }

  @Test
  void a_pipeline_run_has_wall_clock_trades() throws IOException {
    Run run = Folders.run(Samples.folder("s_macd"));

    assertThat(run.meta().strategy()).isEqualTo("macd");
    assertThat(run.meta().startDate()).isEqualTo(LocalDate.of(2026, 8, 31));
    assertThat(run.params())
        .contains(new Value("fast_ema", Value.Type.INT, "12", 12.0))
        .contains(new Value("stop_pct", Value.Type.FLOAT, "0.025", 0.025));
    assertThat(run.meta().values())
        .contains(new Value("effective_cost_config.taker_fee_bps", Value.Type.FLOAT, "10.0", 10.0))
        .contains(
            new Value(
                "effective_cost_config.reason_codes",
                Value.Type.LIST,
                "[\"CANONICAL_VERSIONED_DEFAULT_CONFIG\",\"FUNDING_NOT_BOUND_DEFERRED\"]",
                null));
    assertThat(run.stats())
        .contains(new Stat("sharpe", 0.6720688678410074, null))
        .contains(new Stat("funding_drag_or_status", null, "NOT_BOUND"))
        .contains(new Stat("economic_interpretation_allowed", null, "false"));
    assertThat(run.equity().size()).isEqualTo(2001);
    assertThat(run.equity().timestamps().get(0)).isEqualTo(run.equity().timestamps().get(1));
    assertThat(run.trades().size()).isEqualTo(175);
    assertThat(bases(run.trades())).containsOnly("wall");
    assertThat(run.trades().side().get(1)).isEqualTo("short");
    assertThat(run.trades().pnl().get(0)).isEqualTo(52.733793905421514);
    assertThat(run.artifacts()).hasSize(5);
  }

  @Test
  void an_end_of_data_exit_is_a_bar_s_time_among_wall_clock_ones() throws IOException {
    Trades trades = Folders.run(Samples.folder("e_zero")).trades();

    assertThat(trades.size()).isEqualTo(1);
    assertThat(trades.exitTime().get(0)).isLessThan(trades.entryTime().get(0));
    assertThat(trades.exitTime().get(0))
        .isEqualTo(
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-23T03:22:48.561112Z")));
    assertThat(bases(trades)).containsExactly("mixed");
  }

  @Test
  void a_legacy_run_is_long_only_in_bar_time_and_keeps_its_own_columns() throws IOException {
    Trades trades = Folders.run(Samples.folder("legacy_my_strategy")).trades();

    assertThat(trades.size()).isEqualTo(39);
    assertThat(bases(trades)).containsOnly("bar");
    assertThat(trades.side().get(0)).isEqualTo("long");
    assertThat(trades.fee().isMissing(0)).isFalse();
    assertThat(trades.others())
        .extracting(ParquetColumn::name)
        .containsExactly("stop_price", "slippage_total");
  }

  @Test
  void curves_and_stats_of_every_style_are_read() throws IOException, Refusal {
    byte[] csv = Files.readAllBytes(Samples.folder("eq_dict").resolve("equity.csv"));
    CurveCsv parser = new CurveCsv(10, new Budget(1 << 24));
    parser.take(csv, csv.length, true);
    assertThat(parser.curve(new Notices()).timestamps().get(0))
        .isEqualTo(
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-01-01T00:00:00.5Z")));

    byte[] json = Files.readAllBytes(Samples.folder("numpy_types").resolve("stats.json"));
    assertThat(StatsFile.parse("stats.json", json, json.length, new Budget(1 << 24), new Notices()))
        .containsExactly(
            new Stat("a", 3.0, "3"),
            new Stat("b", 1.5, null),
            new Stat("c", null, "True"),
            new Stat("d", null, "2024-01-01 00:00:00+00:00"),
            new Stat("e", 1.5, "1.5"),
            new Stat("f", Double.NaN, null),
            new Stat("g", null, "NaT"),
            new Stat("h", null, "/x"),
            new Stat("i", null, "[1 2]"),
            new Stat("j", Double.NEGATIVE_INFINITY, null),
            new Stat("k", null, "0 days 01:00:00"));
  }

  private static List<String> bases(Trades trades) {
    return IntStream.range(0, trades.size())
        .mapToObj(row -> String.valueOf(trades.timeBasis().get(row)))
        .toList();
  }
}
