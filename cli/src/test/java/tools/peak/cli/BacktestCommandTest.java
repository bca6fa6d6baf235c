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
            "\\{\"planned\": 4, \"written\": 4, \"failed\": 0, \"skipped\": 2, \"known\": 0, \"seconds\":"
                + " [0-9.]+\\}\n");
    assertThat(
            Ran.withLake(dir.resolve("lake"), "--json", "ingest", dir.resolve("results").toString())
                .out())
        .contains("\"added\": 4");
  }

  private Ran skippingKnown(String fast) throws IOException {
    return Ran.withLake(
        dir.resolve("lake"),
        "backtest",
        "--data",
        bars().toString(),
        "--symbol",
        "BTC/USD",
        "--results-dir",
        dir.resolve("results").toString(),
        "--strategy",
        "ma_crossover",
        "--param",
        "slow=9",
        "--param",
        "fast=" + fast,
        "--skip-known",
        "--json");
  }

  /** In a repository whose files are changed nothing is known: then all is run, and it is said. */
  @Test
  void what_the_lake_has_is_left_out_when_asked() throws IOException {
    Ran first = skippingKnown("2..3");
    assertThat(first.out()).contains("\"written\": 2", "\"known\": 0");
    assertThat(first.err()).contains("nothing is left out");
    Ran loaded =
        Ran.withLake(dir.resolve("lake"), "ingest", dir.resolve("results").toString());
    assertThat(loaded.exit()).isZero();

    Ran second = skippingKnown("2..5");
    Ran third = skippingKnown("2..3");

    Ran duplicates = Ran.withLake(dir.resolve("lake"), "query", "--duplicates", "--count");
    if (second.err().contains("changes that no commit has")) {
      assertThat(second.out()).contains("\"written\": 4", "\"known\": 0");
    } else {
      assertThat(second.out()).contains("\"written\": 2", "\"known\": 2");
      assertThat(third.out()).contains("\"written\": 0", "\"known\": 2");
      assertThat(third.exit()).isZero();
    }
    assertThat(duplicates.out()).isEqualTo("0\n");
  }

  @Test
  void runs_that_were_made_twice_are_listed_together() throws IOException {
    Path results = dir.resolve("results");
    for (String[] run :
        new String[][] {{"a", "c1"}, {"b", "c2"}, {"c", "c1"}, {"d", "c3"}, {"e", "c2"}}) {
      Path folder = Folders.run(results, run[0], "macd", "1");
      Path snapshot = folder.resolve("config_snapshot.json");
      Files.writeString(
          snapshot,
          Files.readString(snapshot)
              .replace(
                  "\"runner\"",
                  "\"data_sha256\": \"d\", \"config_sha256\": \"%s\", \"runner\"".formatted(run[1])));
    }
    Path lake = dir.resolve("lake");
    assertThat(Ran.withLake(lake, "ingest", results.toString(), "--settle", "0").exit()).isZero();

    assertThat(
            Ran.withLake(lake, "query", "--duplicates", "--columns", "run_id", "--format", "csv")
                .out())
        .isEqualTo("run_id\na\nc\nb\ne\n");
    assertThat(
            Ran.withLake(lake, "query", "--duplicates", "--count", "--where", "run_id != 'a'").out())
        .isEqualTo("2\n");
  }

  @Test
  void a_run_says_what_it_is_part_of_and_what_went_into_it() throws IOException {
    assertThat(
            backtest(
                    "--strategy", "buy_and_hold", "--study", "wf", "--fold", "2", "--sample",
                    "out_of_sample", "--anchor-run-id", "x")
                .exit())
        .isZero();
    Path lake = dir.resolve("lake");
    assertThat(Ran.withLake(lake, "ingest", dir.resolve("results").toString()).exit()).isZero();
    assertThat(
            Ran.withLake(
                    lake,
                    "query",
                    "--columns",
                    "study,fold,sample,anchor_run_id,data_sha256,config_sha256",
                    "--format",
                    "csv")
                .out())
        .matches("(?s).*\nwf,2,out_of_sample,x,[0-9a-f]{64},[0-9a-f]{64}\n");
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
