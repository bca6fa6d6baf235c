package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  @TempDir Path dir;

  private Path bars() throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int day = 1; day <= 28; day++) {
      double price = 100 + 10 * Math.sin(day);
      csv.append(
          String.format(
              Locale.ROOT,
              "2024-02-%02dT00:00:00Z,%s,%s,%s,%s,1\n",
              day,
              price,
              price,
              price,
              price));
    }
    return Files.writeString(dir.resolve("bars.csv"), csv);
  }

  private Ran backtest(String... more) throws IOException {
    return Ran.peak(
        Stream.concat(
                Stream.of(
                    "backtest",
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
  void a_grid_leaves_a_run_folder_each_that_ingest_takes() throws IOException {
    Ran ran =
        backtest(
            "--strategy", "ma_crossover", "--param", "fast=2..4", "--param", "slow=3,5", "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches(
            "\\{\"planned\": 4, \"written\": 4, \"failed\": 0, \"skipped\": 2, \"seconds\":"
                + " [0-9.]+\\}\n");
    assertThat(
            Ran.withLake(dir.resolve("lake"), "--json", "ingest", dir.resolve("results").toString())
                .out())
        .contains("\"added\": 4");
  }

  @Test
  void the_last_line_says_what_comes_next() throws IOException {
    assertThat(backtest("--strategy", "buy_and_hold").out())
        .matches("(?s)1 run in .* · next: peak ingest .*results\n");
  }

  @Test
  void what_is_wrong_is_named() throws IOException {
    assertThat(backtest("--strategy", "macdx").err()).contains("macd").hasLineCount(1);
    assertThat(backtest("--strategy", "macd", "--param", "fast=no").exit()).isEqualTo(2);
    assertThat(backtest("--strategy", "macd", "--param", "speed=1").err()).contains("speed");
    assertThat(backtest("--strategy", "macd", "--fee-bps", "-1").exit()).isEqualTo(2);
    assertThat(backtest().err()).contains("--strategy is missing").hasLineCount(1);
    Files.writeString(
        dir.resolve("cut.csv"), "timestamp,open,high,low,close,volume\n2024-02-01,1\n");
    Ran cut =
        Ran.peak(
            "backtest",
            "--strategy",
            "macd",
            "--symbol",
            "X",
            "--data",
            dir.resolve("cut.csv").toString());
    assertThat(cut.exit()).isEqualTo(1);
    assertThat(cut.err()).contains("cut.csv", "line 2").hasLineCount(1);
  }

  @Test
  void strategies_are_listed_with_their_parameters() {
    assertThat(Ran.peak("backtest", "--list").out()).contains("ma_crossover", "fast", "default");
  }
}
