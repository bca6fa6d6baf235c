package tools.peak.cli.command.live;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Invocation;
import tools.peak.runner.live.KillSwitch;
import tools.peak.runner.live.Session;
import tools.peak.runner.live.SessionRefused;
import tools.peak.runner.live.SessionRequest;
import tools.peak.runner.live.SessionResult;
import tools.peak.runner.live.Speed;
import tools.peak.runner.live.feed.Feed;
import tools.peak.runner.live.feed.FeedException;
import tools.peak.runner.live.feed.Feeds;
import tools.peak.runner.live.feed.StreamFeed;
import tools.peak.runner.live.trade.BrokerOptions;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Strategy;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;

@CommandLine.Command(
    name = "live",
    description = {
      "Runs a paper session of one strategy over bars as they come, and leaves a run folder.",
      "Bars come from a file, replayed in their own time, from a file that grows (--follow), or"
          + " from standard input (--data -). A file named KILL in the results folder, SIGUSR1, or"
          + " a broken limit ends the session at once: exit 3."
    },
    subcommands = {LiveStatusCommand.class, LiveRecoverCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak live --strategy ma_crossover --param fast=5 --data bars.csv --symbol BTC/USD \\",
      "      --fee-bps 10 --speed max --results-dir results",
      "  my-feed | peak live --strategy macd --data - --symbol BTC/USD --max-drawdown 0.1",
      "  peak live --strategy macd --data bars.csv --follow --symbol BTC/USD \\",
      "      --broker latency=50ms,partial=0.1,reject=0.02,seed=1",
      "  peak live status results             how the session stands, from its journal",
      "  peak live recover results            the run folder of one whose process was killed"
    })
public final class LiveCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "Which strategy; see peak backtest --list.")
  @Nullable String strategy;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of it. Repeat for others.")
  List<String> params = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FILE|-",
      description =
          "CSV or Parquet: timestamp (ISO, UTC), open, high, low, close, volume; - is standard"
              + " input, CSV.")
  @Nullable String data;

  @Option(names = "--follow", description = "Wait at the file's end for more.")
  boolean follow;

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "What the bars are of.")
  @Nullable String symbol;

  @Option(
      names = "--speed",
      paramLabel = "60x|max",
      description = "How fast a file is replayed (default: in real time).")
  @Nullable String speed;

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
      names = "--cash",
      paramLabel = "VALUE",
      description = "What the session begins with (default: 10000).")
  double cash = Simulation.INITIAL_CASH;

  @Option(
      names = "--stake",
      paramLabel = "VALUE",
      description = "What an entry spends (default: all cash).")
  @Nullable Double stake;

  @Option(
      names = "--broker",
      paramLabel = "OPTIONS",
      description =
          "Such as latency=50ms,partial=0.1,reject=0.02,seed=1 (default: fills whole and at once,"
              + " rejects nothing).")
  @Nullable String broker;

  @Option(
      names = "--results-dir",
      paramLabel = "DIR",
      description = "Where the run folder goes (default: results).")
  Path resultsDir = Path.of("results");

  @Option(
      names = "--kill-file",
      paramLabel = "FILE",
      description = "Ends the session when it appears (default: KILL in the results folder).")
  @Nullable Path killFile;

  @ArgGroup(exclusive = false, heading = "%nLimits:%n")
  LimitOptions limits = new LimitOptions();

  @Override
  public int run(Invocation invocation) throws IOException {
    Strategy chosen = strategy();
    String from = given("--data", data, "a file of bars, or - for standard input");
    String of = given("--symbol", symbol, "what the bars are of, such as BTC/USD");
    SessionRequest request = request(chosen, from, of, invocation);
    KillSwitch killSwitch =
        new KillSwitch(killFile == null ? resultsDir.resolve("KILL") : killFile);
    invocation.interrupts().answered(PATIENCE);
    KillSignal.pulls(killSwitch);
    SessionResult result;
    try (Feed feed = feed(from, of);
        SessionView view =
            new SessionView(
                invocation.output(),
                chosen.kind().text() + " " + chosen.params() + " · " + of,
                System::nanoTime)) {
      result =
          new Session(
                  request,
                  killSwitch,
                  view,
                  Clock.systemUTC(),
                  System::nanoTime,
                  new SecureRandom())
              .run(feed);
    } catch (SessionRefused | FeedException e) {
      throw CommandFailed.failed(e.getMessage());
    }
    return LiveReport.print(result, resultsDir, invocation);
  }

  private SessionRequest request(Strategy chosen, String from, String of, Invocation invocation)
      throws IOException {
    boolean replay = !from.equals("-") && !follow;
    if (!replay && speed != null) {
      throw CommandFailed.wrongUsage(
          "--speed is for a file that is replayed; what is fed sets its own pace");
    }
    try {
      return new SessionRequest(
          chosen,
          of,
          replay ? speed == null ? Speed.REAL_TIME : Speed.parse(speed) : Speed.MAX,
          new CostModel(feeBps, slippageBps),
          broker == null ? BrokerOptions.PLAIN : BrokerOptions.parse(broker),
          limits.limits(),
          cash,
          stake,
          resultsDir,
          killFile == null ? resultsDir.resolve("KILL") : killFile,
          Stream.concat(Stream.of("peak"), invocation.arguments().stream()).toList());
    } catch (IllegalArgumentException e) {
      throw CommandFailed.wrongUsage(e.getMessage());
    }
  }

  private Strategy strategy() {
    StrategyKind kind =
        StrategyKind.named(given("--strategy", strategy, "peak backtest --list names them"));
    ParameterGrid grid = ParameterGrid.parse(params);
    grid.check(kind);
    if (grid.size() > 1) {
      throw CommandFailed.wrongUsage("a session runs one strategy: --param takes one value each");
    }
    return kind.with(grid.combination(0))
        .orElseThrow(() -> CommandFailed.wrongUsage(kind.text() + " needs " + kind.constraint()));
  }

  private Feed feed(String from, String of) throws IOException {
    if (from.equals("-")) {
      if (follow) {
        throw CommandFailed.wrongUsage(
            "--follow is for a file; standard input is waited at anyway");
      }
      return StreamFeed.of("standard input", System.in, of);
    }
    return follow ? Feeds.following(Path.of(from), of) : Feeds.file(Path.of(from), of);
  }

  private static <T> T given(String option, @Nullable T value, String what) {
    if (value == null) {
      throw CommandFailed.wrongUsage(option + " is missing: " + what);
    }
    return value;
  }
}
