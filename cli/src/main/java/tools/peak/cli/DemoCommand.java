package tools.peak.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
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
final class DemoCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  @Override
  public int run(Invocation session) throws IOException {
    if (runs < 1) {
      throw CommandFailed.wrongUsage("--runs must be at least 1, not " + runs);
    }
    session.interrupts().answered(PATIENCE);
    long began = System.nanoTime();
    Path results = dir.resolve("results");
    Path lake = dir.resolve("lake");
    DemoPlan plan = DemoPlan.of(runs);
    DemoStory story = new DemoStory(session, plan);

    makeLake(lake);
    story.opening();
    long there = runsIn(results);
    if (there >= plan.runs()) {
      story.reused(there, results);
    } else if (!new DemoBacktests(session, story).run(plan, results)) {
      return Exit.FAILED;
    }
    int ingested = ingest(session, story, lake, results);
    if (ingested != Exit.DONE) {
      return ingested;
    }
    if (!session.json()) {
      ask(session, story, lake);
    }
    DemoTruth truth;
    try (Lake opened = Lake.open(lake)) {
      truth = DemoTruth.of(opened);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (session.json()) {
      truth.counts().seconds(seconds).print(session);
    } else {
      story.ending(truth, lake, seconds);
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

  private static int ingest(Invocation session, DemoStory story, Path lake, Path results) {
    if (!session.json()) {
      story.heading("Load them into a lake");
      return typed(session, story, lake, "ingest", results.toString());
    }
    try (Lake opened = Lake.openOrCreate(lake)) {
      return IngestCommand.load(session, opened, List.of(results)).rejected() > 0
          ? Exit.DONE_IN_PART
          : Exit.DONE;
    }
  }

  /** Runs the commands that a user would type, and shows them. */
  private static void ask(Invocation session, DemoStory story, Path lake) {
    story.heading("The ten best by Sharpe ratio");
    typed(session, story, lake, "query", "--order-by", "sharpe desc", "--limit", "10");
    story.heading("The average Sharpe ratio of each strategy");
    typed(
        session,
        story,
        lake,
        "aggregate",
        "sharpe",
        "--by",
        "strategy",
        "--agg",
        "mean,std,min,max",
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
      RunPage.curve(session.output(), opened, "run_id = " + RunNames.text(best), AsOf.latest());
    }
    story.best(best);
  }

  private static int typed(Invocation session, DemoStory story, Path lake, String... command) {
    String[] args =
        Stream.concat(Stream.of("--lake", lake.toString()), Stream.of(command))
            .toArray(String[]::new);
    story.command(args);
    return Dispatch.run(args, session.output(), Map.of(), session.interrupts());
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
