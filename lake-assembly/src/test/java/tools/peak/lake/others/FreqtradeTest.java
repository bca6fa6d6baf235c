package tools.peak.lake.others;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;
import tools.peak.lake.Probe.Reject;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.ingest.SourceChoice;

/** Backtests and hyperopts of freqtrade, by files of the form that freqtrade 2026.9 writes. */
class FreqtradeTest {
  private static final String STEM = "backtest-result-2024-02-01_15-30-00";

  private static final String STRATEGY =
      """
      {"trades": [
        {"pair": "BTC/USDT", "stake_amount": 100.0, "amount": 0.01, "open_date": "2024-01-01 00:00:00+00:00",
         "close_date": "2024-01-01 04:00:00+00:00", "open_rate": 10000.0, "close_rate": 10100.0,
         "fee_open": 0.001, "fee_close": 0.001, "trade_duration": 240, "profit_ratio": 0.008,
         "profit_abs": 0.799, "exit_reason": "roi", "is_open": false, "enter_tag": "dip", "leverage": 1.0,
         "is_short": false, "open_timestamp": 1704067200000, "close_timestamp": 1704081600000,
         "orders": [{"amount": 0.01, "cost": 100.1}], "funding_fees": 0.0},
        {"pair": "BTC/USDT", "amount": 0.01, "open_rate": 10000.0, "close_rate": 10050.0, "fee_open": 0.001,
         "fee_close": 0.001, "profit_ratio": -0.007, "profit_abs": -0.7, "exit_reason": "stop_loss",
         "is_short": true, "open_timestamp": 1704153600000, "close_timestamp": 1704168000000}],
       "results_per_pair": [{"key": "BTC/USDT", "trades": 2, "sharpe": 99}],
       "total_trades": 2, "profit_total": 0.000099, "sharpe": 8.0, "winrate": 0.5, "wins": 1, "losses": 1,
       "profit_total_abs": 0.099, "backtest_start": "2024-01-01 00:00:00", "backtest_start_ts": 1704067200000,
       "backtest_end_ts": 1704326400000, "backtest_run_start_ts": 1706800000, "pairlist": ["BTC/USDT"],
       "stake_currency": "USDT", "starting_balance": 1000, "final_balance": 1000.099, "timeframe": "5m",
       "stoploss": -0.1, "minimal_roi": {"0": 0.04}, "trailing_stop": false, "max_open_trades": 2,
       "holding_avg": "4:00:00", "holding_avg_s": 14400.0, "strategy_name": "SampleStrategy",
       "daily_profit": [["2024-01-01", 0.799], ["2024-01-02", -0.7]],
       "max_drawdown_account": 0.002, "max_relative_drawdown": 0.003}
      """;

  @TempDir Path dir;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() {
    results = dir.resolve("user_data/backtest_results");
    lake = Lake.openOrCreate(dir.resolve("lake"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static String result(String... strategies) {
    StringBuilder json = new StringBuilder("{\"strategy\": {");
    for (String strategy : strategies) {
      json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
      json.append('"').append(strategy).append("\": ").append(STRATEGY);
    }
    return json.append("}, \"strategy_comparison\": []}").toString();
  }

  private static String meta(String... strategies) {
    StringBuilder json = new StringBuilder("{");
    for (String strategy : strategies) {
      json.append(json.length() == 1 ? "" : ",")
          .append('"')
          .append(strategy)
          .append(
              "\": {\"run_id\": \"aaaa\", \"backtest_start_time\": 1706800000, \"notes\":"
                  + " \"first\"}");
    }
    return json.append("}").toString();
  }

  private static Map<String, String> entries(String stem, String... strategies) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(stem + ".json", result(strategies));
    entries.put(stem + "_config.json", "{\"exchange\": {\"name\": \"binance\"}, \"fee\": 0.001}");
    for (String strategy : strategies) {
      entries.put(stem + "_" + strategy + ".py", "class " + strategy + ": pass\n");
      entries.put(
          stem + "_" + strategy + ".json",
          "{\"params\": {\"buy\": {\"buy_rsi\": 30}, \"roi\": {\"0\": 0.04}}}");
    }
    return entries;
  }

  private Path zip(String... strategies) {
    Path zip = Written.zip(results.resolve(STEM + ".zip"), entries(STEM, strategies));
    Written.file(results.resolve(STEM + ".meta.json"), meta(strategies));
    return zip;
  }

  private List<List<Object>> sql(String sql) {
    return lake.sql(sql).fetch().rows().stream()
        .<List<Object>>map(row -> List.copyOf(row))
        .toList();
  }

  @Test
  void a_zip_is_a_run_for_each_of_its_strategies() {
    Path zip = zip("Sample", "Trend");
    Written.file(results.resolve(".last_result.json"), "{\"latest_backtest\": \"x\"}");

    IngestResult result = Probe.ingest(lake, dir.resolve("user_data"));

    assertThat(result.added()).isEqualTo(2);
    assertThat(result.passedOver()).isZero();
    assertThat(
            sql(
                "SELECT run_id, strategy, stage, symbol, source_tool, source_path, data_source,"
                    + " CAST(start_date AS VARCHAR), CAST(end_date AS VARCHAR) FROM runs ORDER BY"
                    + " 1"))
        .containsExactly(
            List.of(
                STEM + "_Sample",
                "Sample",
                "backtest",
                "BTC/USDT",
                "freqtrade",
                zip + "/Sample",
                "binance",
                "2024-01-01",
                "2024-01-04"),
            List.of(
                STEM + "_Trend",
                "Trend",
                "backtest",
                "BTC/USDT",
                "freqtrade",
                zip + "/Trend",
                "binance",
                "2024-01-01",
                "2024-01-04"));
  }

  @Test
  void metrics_have_our_names_units_and_signs() {
    zip("Sample");
    Probe.ingest(lake, results);

    assertThat(
            sql(
                "SELECT total_return, max_drawdown, win_rate, winning_trades, total_trades, sharpe,"
                    + " max_drawdown_account, round(total_fees, 6) FROM runs"))
        .containsExactly(List.of(0.000099, -0.003, 0.5, 1.0, 2.0, 8.0, 0.002, 0.4015));
    assertThat(
            sql(
                "SELECT key, type, value FROM params WHERE key IN ('stoploss', 'minimal_roi.0',"
                    + " 'buy.buy_rsi', 'timeframe', 'fee', 'roi.0') ORDER BY key"))
        .containsExactly(
            List.of("buy.buy_rsi", "int", "30"),
            List.of("fee", "float", "0.001"),
            List.of("minimal_roi.0", "float", "0.04"),
            List.of("stoploss", "float", "-0.1"),
            List.of("timeframe", "string", "5m"));
  }

  @Test
  void trades_are_round_trips_with_fees_in_money() {
    zip("Sample");
    Probe.ingest(lake, results);

    assertThat(
            sql(
                "SELECT kind, symbol, side, quantity, entry_price, exit_price, pnl, pnl_ratio,"
                    + " round(fee, 6), exit_reason, CAST(entry_time AS VARCHAR) FROM trades"
                    + " ORDER BY trade_seq"))
        .containsExactly(
            List.of(
                "round_trip",
                "BTC/USDT",
                "long",
                0.01,
                10000.0,
                10100.0,
                0.799,
                0.008,
                0.201,
                "roi",
                "2024-01-01 00:00:00+00"),
            List.of(
                "round_trip",
                "BTC/USDT",
                "short",
                0.01,
                10000.0,
                10050.0,
                -0.7,
                -0.007,
                0.2005,
                "stop_loss",
                "2024-01-02 00:00:00+00"));
  }

  @Test
  void days_are_the_curve_from_the_first_balance_to_the_last_day() {
    zip("Sample");
    Probe.ingest(lake, results);

    assertThat(sql("SELECT CAST(timestamp AS VARCHAR), round(equity, 6) FROM equity ORDER BY seq"))
        .containsExactly(
            List.of("2024-01-01 00:00:00+00", 1000.0),
            List.of("2024-01-02 00:00:00+00", 1000.799),
            List.of("2024-01-03 00:00:00+00", 1000.099),
            List.of("2024-01-04 00:00:00+00", 1000.099));
  }

  @Test
  void the_same_again_changes_nothing_and_another_result_replaces_the_run() throws IOException {
    Path zip = zip("Sample");
    byte[] before = Files.readAllBytes(zip);
    Probe.ingest(lake, results);
    long version = lake.version();

    assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(1);
    assertThat(lake.version()).isEqualTo(version);
    assertThat(Files.readAllBytes(zip)).isEqualTo(before);

    Map<String, String> other = entries(STEM, "Sample");
    other.replaceAll((name, text) -> text.replace("\"sharpe\": 8.0", "\"sharpe\": 9.0"));
    Written.zip(zip, other);
    assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
    assertThat(Written.value(lake, "SELECT sharpe FROM runs")).isEqualTo(9.0);
  }

  @Test
  void the_older_json_is_read_with_and_without_what_lies_beside_it() {
    Written.file(results.resolve(STEM + ".json"), result("Sample"));
    Written.file(results.resolve(STEM + ".meta.json"), meta("Sample"));
    Written.file(results.resolve("backtest-result-2.json"), result("A", "B"));

    assertThat(Probe.ingest(lake, results).added()).isEqualTo(3);
    assertThat(sql("SELECT run_id FROM runs ORDER BY 1").stream().map(List::getFirst).toList())
        .containsExactly(STEM + "_Sample", "backtest-result-2_A", "backtest-result-2_B");
  }

  @Test
  void a_file_can_be_named_and_have_any_name() {
    Path zip = Written.zip(dir.resolve("night.zip"), entries(STEM, "Sample"));
    Path json = Written.file(dir.resolve("old.json"), result("Sample"));

    assertThat(Probe.ingest(lake, zip).added()).isEqualTo(1);
    assertThat(
            Probe.ingest(lake, Probe.OPTIONS.withSource(new SourceChoice.Named("freqtrade")), json)
                .added())
        .isEqualTo(1);
  }

  @Test
  void an_epoch_of_hyperopt_is_a_run_of_research() throws IOException {
    Path file = results.resolveSibling("hyperopt_results/strategy_Sample_2024.fthypt");
    String line =
        "{\"loss\": -1.5, \"params_dict\": {\"buy_rsi\": %d}, \"params_details\": {\"buy\":"
            + " {\"buy_rsi\": %d}, \"roi\": {\"0\": 0.1}}, \"results_metrics\": "
            + STRATEGY.replace("\n", " ").replace("%", "%%")
            + ", \"is_best\": true, \"fthypt_fileversion\": 2}\n";
    Written.file(file, line.formatted(20, 20) + line.formatted(30, 30));

    assertThat(Probe.ingest(lake, dir.resolve("user_data")).added()).isEqualTo(2);
    assertThat(
            sql(
                "SELECT r.run_id, stage, strategy, loss, p.number FROM runs r JOIN params p USING"
                    + " (run_id) WHERE p.key = 'buy.buy_rsi' ORDER BY 1"))
        .containsExactly(
            List.of("strategy_Sample_2024_epoch_1", "research", "SampleStrategy", -1.5, 20.0),
            List.of("strategy_Sample_2024_epoch_2", "research", "SampleStrategy", -1.5, 30.0));

    Written.file(file, Files.readString(file) + line.formatted(40, 40) + "{\"loss\": ");
    IngestResult grown = Probe.ingest(lake, dir.resolve("user_data"));
    assertThat(grown.added()).isEqualTo(1);
    assertThat(grown.unchanged()).isEqualTo(2);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(reject -> assertThat(reject.reason()).contains("line 4", "cut short"));
  }

  @Test
  void broken_ones_are_named_and_their_neighbours_load() throws IOException {
    Path whole = zip("Sample");
    byte[] bytes = Files.readAllBytes(whole);
    Written.file(
        results.resolve("backtest-result-cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    Written.zip(
        results.resolve("backtest-result-climbs.zip"),
        Map.of("../../etc/passwd", "x", "backtest-result-climbs.json", result("A")));
    Written.zip(results.resolve("backtest-result-other.zip"), Map.of("readme.txt", "hello"));
    Written.file(results.resolve("backtest-result-2019.json"), "[[\"BTC/USDT\", 0.1]]");
    Written.file(results.resolve("backtest-result-half.json"), result("A").substring(0, 900));

    IngestResult result = Probe.ingest(lake, results);

    assertThat(result.added()).isEqualTo(1);
    assertThat(
            Probe.rejects(lake).stream()
                .map(reject -> Path.of(reject.path()).getFileName() + " " + reject.code()))
        .containsExactlyInAnyOrder(
            "backtest-result-cut.zip invalid_zip",
            "backtest-result-climbs.zip invalid_zip",
            "backtest-result-other.zip invalid_store",
            "backtest-result-2019.json invalid_store",
            "backtest-result-half.json invalid_json");
    assertThat(Probe.rejects(lake).stream().map(Reject::reason))
        .anyMatch(reason -> reason.contains("../../etc/passwd"))
        .anyMatch(reason -> reason.contains("2020"));
    assertThat(dir.resolve("etc")).doesNotExist();

    Files.delete(results.resolve("backtest-result-cut.zip"));
    Probe.ingest(lake, results);
    assertThat(Probe.rejects(lake)).hasSize(4);
  }

  @Test
  void a_zip_that_inflates_beyond_all_bounds_is_left() throws IOException {
    zip("Sample");
    Path bomb = results.resolve("backtest-result-bomb.zip");
    try (OutputStream file = Files.newOutputStream(bomb);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("backtest-result-bomb.json"));
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 16; i++) {
        zip.write(blanks);
      }
    }
    Written.settled(bomb);

    IngestResult result = Probe.ingest(lake, Probe.OPTIONS.withMaxFileSize(8 << 20), results);

    assertThat(result.added()).isEqualTo(1);
    assertThat(Probe.rejects(lake))
        .singleElement()
        .satisfies(reject -> assertThat(reject.code()).isEqualTo("too_large"));
  }
}
