package tools.peak.cli.command.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.command.ask.EquityPicture;
import tools.peak.cli.command.load.IngestCommand;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.runner.demo.DemoPlan;

@CommandLine.Command(
    name = "demo",
    description = {
      "The whole road on real market data: backtests, ingest, questions, an equity curve.",
      "Leaves results/ and lake/ in DIR for the next commands."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak demo",
      "  peak demo --runs 1000 --dir /tmp/demo",
      "  peak --lake peak-demo/lake query --order-by \"sharpe desc\""
    })
public final class DemoCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Shell shell;

  /** What runs a command line as if it had been typed. */
  @FunctionalInterface
  public interface Shell {
    /** Runs it with the streams and interrupts of the demo, and gives its exit code. */
    int run(String[] args, Invocation demo);
  }

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many backtests (default: ${DEFAULT-VALUE}).")
  int runs = DemoPlan.DEFAULT_RUNS;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where results/ and lake/ go (default: ${DEFAULT-VALUE}).")
  Path dir = Path.of("peak-demo");

  /** A demo whose commands this shell runs. */
  public DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (runs < 1) {
      throw CommandFailed.wrongUsage("--runs must be at least 1, not " + runs);
    }
    invocation.interrupts().answered(PATIENCE);
    long began = System.nanoTime();
    Path results = dir.resolve("results");
    Path lake = dir.resolve("lake");
    DemoPlan plan = DemoPlan.of(runs);
    DemoStory story = new DemoStory(invocation, plan);

    makeLake(lake);
    story.opening();
    long there = runsIn(results);
    if (there >= plan.runs()) {
      story.reused(there, results);
    } else if (!new DemoBacktests(invocation, story).run(plan, results)) {
      return Exit.FAILED;
    }
    int ingested = ingest(invocation, story, lake, results);
    if (ingested != Exit.DONE) {
      return ingested;
    }
    if (!invocation.json()) {
      ask(invocation, story, lake);
    }
    DemoSummary summary;
    try (Lake opened = Lake.open(lake)) {
      summary = DemoSummary.of(opened);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (invocation.json()) {
      summary.counts().seconds(seconds).print(invocation);
    } else {
      story.ending(summary, lake, seconds);
    }
    return Exit.DONE;
  }

  /** That nothing else lies there is found out before the backtests are made. */
  private static void makeLake(Path lake) {
    try (Lake opened = Lake.openOrCreate(lake)) {
      long _ = opened.version();
    } catch (LakeException e) {
      throw CommandFailed.failed(e.getMessage() + " (or take another --dir)");
    }
  }

  private int ingest(Invocation invocation, DemoStory story, Path lake, Path results) {
    if (!invocation.json()) {
      story.heading("Load them into a lake");
      return typed(invocation, story, lake, "ingest", results.toString());
    }
    try (Lake opened = Lake.openOrCreate(lake)) {
      return IngestCommand.load(invocation, opened, List.of(results)).rejected() > 0
          ? Exit.DONE_IN_PART
          : Exit.DONE;
    }
  }

  /** Runs the commands that a user would type, and shows them. */
  private void ask(Invocation invocation, DemoStory story, Path lake) {
    story.heading("The ten best by Sharpe ratio");
    typed(invocation, story, lake, "query", "--order-by", "sharpe desc", "--limit", "10");
    story.heading("The average return of each strategy");
    typed(
        invocation,
        story,
        lake,
        "aggregate",
        "total_return",
        "--by",
        "strategy",
        "--agg",
        "mean,median,min,max",
        "--order-by",
        "mean desc");
    String best;
    try (Lake opened = Lake.open(lake)) {
      best =
          opened.runs().orderBy("sharpe desc").columns("run_id").limit(1).fetch().rows().stream()
              .map(row -> String.valueOf(row.getFirst()))
              .findFirst()
              .orElse("");
      story.heading("The equity curve of the best: " + best);
      EquityPicture.draw(
          invocation.output(), opened, "run_id = " + RunNames.text(best), AsOf.latest());
    }
    story.best(best);
  }

  private int typed(Invocation invocation, DemoStory story, Path lake, String... command) {
    String[] args =
        Stream.concat(Stream.of("--lake", lake.toString()), Stream.of(command))
            .toArray(String[]::new);
    story.command(args);
    return shell.run(args, invocation);
  }

  private static long runsIn(Path results) throws IOException {
    if (!Files.isDirectory(results)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(results)) {
      return folders.filter(folder -> Files.exists(folder.resolve("config_snapshot.json"))).count();
    }
  }
}
