package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCommandTest {
  @TempDir Path dir;

  private Path bars() throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int minute = 0; minute < 600; minute++) {
      double price = 100 + 10 * Math.sin(minute / 9.0);
      csv.append(
          String.format(
              Locale.ROOT,
              "2025-01-01T%02d:%02d:00Z,%s,%s,%s,%s,1\n",
              minute / 60,
              minute % 60,
              price,
              price,
              price,
              price));
    }
    return Files.writeString(dir.resolve("bars.csv"), csv);
  }

  private Ran live(String... more) throws IOException {
    return live(Map.of(), more);
  }

  private Ran live(Map<String, String> env, String... more) throws IOException {
    return Ran.peak(
        env,
        Stream.concat(
                Stream.of(
                    "live",
                    "--strategy",
                    "ma_crossover",
                    "--param",
                    "fast=5",
                    "--data",
                    bars().toString(),
                    "--symbol",
                    "BTC/USD",
                    "--results-dir",
                    dir.resolve("results").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void a_session_is_a_run_that_ingest_takes_and_its_status_is_asked() throws IOException {
    Ran ran = live("--speed", "max", "--fee-bps", "10");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .matches(
            "end of feed · 600 cycles · [0-9]+ orders, [0-9]+ filled · equity [0-9.,]+ .*"
                + " · next: peak ingest .*results\n");
    String results = dir.resolve("results").toString();
    assertThat(Ran.withLake(dir.resolve("lake"), "--json", "ingest", results, "--settle", "0s"))
        .satisfies(loaded -> assertThat(loaded.out()).contains("\"added\": 1", "\"rejected\": 0"));
    assertThat(
            Ran.withLake(dir.resolve("lake"), "--json", "sql", "SELECT DISTINCT kind FROM trades")
                .out())
        .contains("\"kind\": \"fill\"");
    Ran status = Ran.peak("live", "status", results);
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("ended", "health", "permission", "PnL", "loss budget");
    assertThat(Ran.peak("--json", "live", "status", results).out())
        .contains("\"phase\": \"ended\"", "\"ending\": \"end_of_feed\"", "\"cycles\": 600");
    assertThat(Ran.peak("live", "recover", results).out()).startsWith("nothing to recover");
  }

  @Test
  void a_broken_limit_is_exit_3_and_a_status_of_1() throws IOException {
    Ran ran = live("--speed", "max", "--max-drawdown", "0.01", "--fee-bps", "100");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).startsWith("killed (breach of drawdown)");
    Ran status = Ran.peak("live", "status", dir.resolve("results").toString());
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("halted (breach of drawdown)", "blocked");
  }

  @Test
  void what_is_wrong_is_one_line_and_leaves_nothing() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"--speed", "fast"},
          {"--speed", "0x"},
          {"--broker", "latency=soon"},
          {"--broker", "partial=2"},
          {"--max-drawdown", "-1"},
          {"--cash", "0"},
          {"--stake", "NaN"},
          {"--param", "slow=1..5"},
          {"--follow", "--speed", "max"},
          {"--fee-bps", "-1"}
        }) {
      Ran ran = live(wrong);
      assertThat(ran.exit()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(ran.err()).hasLineCount(1).startsWith("peak live: ");
    }
    Path none = Files.writeString(dir.resolve("none.csv"), "a,b\n1,2\n");
    Ran ran =
        Ran.peak(
            "live",
            "--strategy",
            "macd",
            "--symbol",
            "X",
            "--data",
            none.toString(),
            "--results-dir",
            dir.resolve("results").toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("none.csv", "timestamp").hasLineCount(1);
    assertThat(dir.resolve("results")).doesNotExist();
    assertThat(Ran.peak("live", "status", dir.toString()).err()).contains("no session in");
  }

  @Test
  void a_kill_file_that_lies_there_is_refused() throws IOException {
    Files.createDirectories(dir.resolve("results"));
    Files.writeString(dir.resolve("results/KILL"), "");
    Ran ran = live("--speed", "max");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("KILL", "delete it").hasLineCount(1);
  }

  @Test
  void telemetry_of_a_session_lies_in_its_folder_where_it_is_asked_for() throws IOException {
    Ran ran = live(Map.of("PEAK_TELEMETRY", "file"), "--speed", "max");
    assertThat(ran.exit()).as(ran.err()).isZero();
    try (Stream<Path> files = Files.walk(dir.resolve("results"))) {
      assertThat(files.filter(file -> file.endsWith("telemetry.jsonl"))).hasSize(1);
    }
  }
}
