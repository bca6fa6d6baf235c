package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.runner.TestBars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.StrategyKind;

class SweepTest {
  private static final Instant NOW = Instant.parse("2024-12-31T23:59:59.5Z");
  private static final List<String> ARTIFACTS =
      List.of("config_snapshot.json", "equity.csv", "report_snippet.md", "stats.json");

  @TempDir Path dir;

  @Test
  void each_combination_leaves_a_whole_run_folder() throws IOException {
    SweepResult result = sweep(request("fast=2..5", "slow=10,20"), SweepListener.NONE);
    assertThat(result.planned()).isEqualTo(8);
    assertThat(result.written()).isEqualTo(8);
    assertThat(result.failed()).isZero();
    assertThat(result.stopped()).isFalse();
    assertThat(result.runsPerSecond()).isPositive();
    assertThat(folders()).hasSize(8);
    for (Path folder : folders()) {
      assertThat(names(folder)).containsAll(ARTIFACTS);
    }
  }

  @Test
  void combinations_without_a_meaning_are_left_out_and_told() throws IOException {
    SweepResult result = sweep(request("fast=5,10,20", "slow=10,20"), SweepListener.NONE);
    assertThat(result.written()).isEqualTo(3);
    assertThat(result.skippedCombinations()).isEqualTo(3);
    assertThat(result.constraint()).isEqualTo("fast < slow");
    assertThatThrownBy(() -> sweep(request("fast=30", "slow=20"), SweepListener.NONE))
        .isInstanceOf(ParameterException.class)
        .hasMessage("no combination of the grid has fast < slow, which ma_crossover needs");
  }

  @Test
  void what_a_run_says_does_not_depend_on_clock_ids_or_threads() throws IOException {
    SweepRequest request = request("fast=2..9", "slow=10..40:10");
    new Sweep(() -> NOW, ids(1)).run(request.withThreads(1), SweepListener.NONE);
    Map<String, List<String>> one = contents();
    for (Path folder : folders()) {
      delete(folder);
    }
    new Sweep(() -> NOW.plus(Duration.ofDays(40)), ids(2))
        .run(request.withThreads(4), SweepListener.NONE);
    assertThat(contents()).isEqualTo(one).hasSize(32);
  }

  @Test
  void the_snapshot_says_what_was_run() throws IOException {
    sweep(
        request("fast=3", "slow=10")
            .withStage("research")
            .withCosts(new CostModel(10, 5))
            .withArgv(List.of("backtest", "--param", "fast=3")),
        SweepListener.NONE);
    Path folder = folders().getFirst();
    assertThat(folder.getFileName()).hasToString("ma_crossover_20241231_235959_0eb50afd_1");
    assertThat(Files.readString(folder.resolve("config_snapshot.json")))
        .contains("\"run_id\": \"ma_crossover_20241231_235959_0eb50afd_1\"")
        .contains("\"strategy\": \"ma_crossover\"")
        .contains("\"symbol\": \"BTC/USD\"")
        .contains("\"stage\": \"research\"")
        .contains("\"runner\": \"peak backtest\"")
        .contains("\"data_source\": \"test.csv\"")
        .contains("\"timestamp\": \"2024-12-31T23:59:59.500000Z\"")
        .contains("\"start_date\": \"2024-01-01\"")
        .contains("\"end_date\": \"2024-10-26\"")
        .contains("\"source_tool\": \"peak\"")
        .containsPattern("\"source_version\": \"\\d+\\.\\d+\\.\\d+\"")
        .contains("\"fee_bps\": 10.0")
        .contains("\"slippage_bps\": 5.0")
        .contains("\"fast\": 3,")
        .contains("\"slow\": 10");
  }

  @Test
  void a_folder_that_is_there_is_a_failure_and_the_others_go_on() throws IOException {
    Path there = dir.resolve("results/ma_crossover_20241231_235959_0eb50afd_2");
    Files.createDirectories(there);
    List<Integer> failed = new ArrayList<>();
    SweepResult result =
        sweep(request("fast=2..5", "slow=10"), (done, failures, total) -> failed.add(failures));
    assertThat(result.written()).isEqualTo(3);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.failures())
        .containsExactly(
            new SweepResult.Failure(
                String.valueOf(there.getFileName()), there, "the folder exists already"));
    assertThat(there).isEmptyDirectory();
    assertThat(failed.getLast()).isEqualTo(1);
  }

  @Test
  void progress_counts_every_run_once() throws IOException {
    List<String> heard = new ArrayList<>();
    sweep(request("fast=2..5", "slow=10"), (done, failed, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("0/4", "1/4", "2/4", "3/4", "4/4");
  }

  @Test
  void an_interrupt_stops_the_sweep_and_leaves_no_half_folder() throws IOException {
    Thread sweeper = Thread.currentThread();
    SweepResult result =
        sweep(
            request("fast=2..90", "slow=100..190"),
            (done, failed, total) -> {
              if (done == 10) {
                sweeper.interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.stopped()).isTrue();
    assertThat(result.planned()).isEqualTo(89 * 91);
    assertThat(result.written()).isBetween(10, 8_000);
    assertThat(folders().size()).isEqualTo(result.written());
    for (Path folder : folders()) {
      assertThat(names(folder)).containsAll(ARTIFACTS);
    }
  }

  @Test
  void a_listener_that_throws_ends_the_sweep() {
    assertThatThrownBy(
            () ->
                sweep(
                    request("fast=2..90", "slow=100..190"),
                    (done, failed, total) -> {
                      if (done == 3) {
                        throw new IllegalArgumentException("enough");
                      }
                    }))
        .hasMessageContaining("enough");
    assertThat(folders().size()).isLessThan(8_000);
  }

  @Test
  void fewer_runs_than_the_grid_has_are_spread_over_it() throws IOException {
    SweepResult result =
        sweep(request("fast=1..9", "slow=10..19").withMaxRuns(7), SweepListener.NONE);
    assertThat(result.written()).isEqualTo(7);
    assertThat(contents().values())
        .extracting(List::getFirst)
        .anyMatch(params -> params.contains("\"fast\": 1,"))
        .anyMatch(params -> params.contains("\"fast\": 8,"));
  }

  @Test
  void a_results_folder_that_is_a_file_is_named() throws IOException {
    Files.writeString(dir.resolve("results"), "");
    assertThatThrownBy(() -> sweep(request("fast=2", "slow=10"), SweepListener.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("results is a file, not a folder");
  }

  @Test
  void a_request_without_sense_is_refused() {
    SweepRequest request = request("fast=2", "slow=10");
    assertThatThrownBy(() -> request.withThreads(0))
        .hasMessage("threads must be at least 1, not 0");
    assertThatThrownBy(() -> request.withStage(" ")).hasMessage("the stage is empty");
    assertThatThrownBy(() -> request.withGrid(ParameterGrid.parse(List.of("speed=1"))))
        .hasMessage("ma_crossover has no parameter 'speed'; it has fast, slow");
  }

  private SweepRequest request(String... grid) {
    return SweepRequest.of(
            StrategyKind.MA_CROSSOVER, TestBars.walk(300, 9), "BTC/USD", dir.resolve("results"))
        .withGrid(ParameterGrid.parse(List.of(grid)))
        .withThreads(2);
  }

  private static SweepResult sweep(SweepRequest request, SweepListener listener)
      throws IOException {
    InstantSource clock = () -> NOW;
    return new Sweep(clock, ids(1)).run(request, listener);
  }

  private static RunIds ids(long seed) {
    return RunIds.of(() -> NOW, new SplittableRandom(seed));
  }

  private List<Path> folders() {
    try (Stream<Path> entries = Files.list(dir.resolve("results"))) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  /** Params, stats, curve and trades of all runs, by the runs' params. */
  private Map<String, List<String>> contents() throws IOException {
    Map<String, List<String>> contents = new TreeMap<>();
    for (Path folder : folders()) {
      String snapshot = Files.readString(folder.resolve("config_snapshot.json"));
      String params = snapshot.substring(snapshot.indexOf("\"params\""));
      Path trades = folder.resolve("trades.parquet");
      contents.put(
          params,
          List.of(
              params,
              Files.readString(folder.resolve("stats.json")),
              Files.readString(folder.resolve("equity.csv")),
              Files.exists(trades)
                  ? java.util.HexFormat.of().formatHex(Files.readAllBytes(trades))
                  : ""));
    }
    return contents;
  }

  private static void delete(Path folder) throws IOException {
    for (String name : names(folder)) {
      Files.delete(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
