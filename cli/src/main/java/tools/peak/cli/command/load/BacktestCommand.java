package tools.peak.cli.command.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Progress;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;
import tools.peak.runner.sweep.Sweep;
import tools.peak.runner.sweep.SweepRequest;
import tools.peak.runner.sweep.SweepResult;

@CommandLine.Command(
    name = "backtest",
    description = {
      "Runs a strategy over bars, for every combination of its parameters, and leaves a run folder"
          + " each.",
      "Ranges are inclusive: fast=5..50:5 is 5, 10, … 50. What is not given has its default."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak backtest --strategy ma_crossover --data bars.csv --symbol BTC/USD",
      "  peak backtest --strategy ma_crossover --param fast=5..50:5 --param slow=20..200:20 \\",
      "      --data bars.csv --symbol BTC/USD --fee-bps 10 --results-dir results",
      "  peak backtest --strategy macd --data bars.csv --symbol BTC/USD --skip-known",
      "  peak backtest --list                       strategies and their parameters"
    })
public final class BacktestCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(names = "--strategy", paramLabel = "NAME", description = "Which strategy; see --list.")
  @Nullable String strategy;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      description = "A number, a range from..to:step, or several with commas. Repeat for others.")
  List<String> params = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "CSV or Parquet: timestamp (ISO, UTC), open, high, low, close, volume.")
  @Nullable Path data;

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "What the bars are of.")
  @Nullable String symbol;

  @Option(
      names = "--fee-bps",
      paramLabel = "N",
      description = "Fee of each side, in hundredths of a percent (default: 0).")
  double feeBps;

  @Option(
      names = "--slippage-bps",
      paramLabel = "N",
      description = "Slippage of each side, likewise (default: 0).")
  double slippageBps;

  @Option(
      names = "--stage",
      paramLabel = "backtest|research",
      description = "The runs' stage (default: backtest).")
  String stage = "backtest";

  @Option(
      names = "--results-dir",
      paramLabel = "DIR",
      description = "Where the run folders go (default: results).")
  Path resultsDir = Path.of("results");

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      description = "Of a larger grid take so many runs, evenly spread.")
  int maxRuns = (int) ParameterGrid.MAX_SIZE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time (default: the processors).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "What the runs are part of, such as a walk-forward analysis; so the next three.")
  @Nullable String study;

  @Option(names = "--fold", paramLabel = "NAME", description = "Which part of the study's data.")
  @Nullable String fold;

  @Option(
      names = "--sample",
      paramLabel = "in_sample|out_of_sample",
      description = "Whether the parameters were chosen on these data.")
  @Nullable String sample;

  @Option(
      names = "--anchor-run-id",
      paramLabel = "RUN",
      description = "The in-sample run of an out-of-sample one.")
  @Nullable String anchorRunId;

  @Option(
      names = "--skip-known",
      description = {
        "Leave out what the lake has: runs of the same strategy, parameters, costs, bars and commit.",
        "With uncommitted changes nothing is known."
      })
  boolean skipKnown;

  @Option(names = "--list", description = "List strategies and their parameters.")
  boolean list;

  @Override
  public int run(Invocation invocation) throws IOException {
    if (list) {
      StrategyList.print(invocation);
      return Exit.DONE;
    }
    StrategyKind kind =
        StrategyKind.named(given("--strategy", strategy, "peak backtest --list names them"));
    ParameterGrid grid = ParameterGrid.parse(params);
    grid.check(kind);
    Path file = given("--data", data, "a CSV or Parquet file of bars");
    String of = given("--symbol", symbol, "what the bars are of, such as BTC/USD");
    Bars bars = Bars.read(file, of);
    if (bars.remark() != null) {
      invocation.output().notice(file + ": " + bars.remark());
    }
    SweepRequest request =
        new SweepRequest(
            kind,
            grid,
            bars,
            of,
            costs(),
            stage,
            resultsDir,
            threads,
            maxRuns,
            Stream.concat(Stream.of("peak"), invocation.arguments().stream()).toList(),
            labels(),
            skipKnown ? KnownRuns.configs(invocation, bars) : Set.of());
    invocation.interrupts().answered(PATIENCE);
    SweepResult result;
    try (Progress progress =
        new Progress(invocation.output(), "backtest", "runs", System::nanoTime)) {
      result = new Sweep().run(request, (done, failed, total) -> progress.update(done, total));
    }
    return SweepReport.print(result, resultsDir, invocation);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    put(labels, "study", study);
    put(labels, "fold", fold);
    put(labels, "sample", sample);
    put(labels, "anchor_run_id", anchorRunId);
    return labels;
  }

  private static void put(Map<String, String> labels, String key, @Nullable String value) {
    if (value != null) {
      labels.put(key, value);
    }
  }

  private CostModel costs() {
    try {
      return new CostModel(feeBps, slippageBps);
    } catch (IllegalArgumentException e) {
      throw CommandFailed.wrongUsage(e.getMessage());
    }
  }

  private static <T> T given(String option, @Nullable T value, String what) {
    if (value == null) {
      throw CommandFailed.wrongUsage(option + " is missing: " + what);
    }
    return value;
  }
}
