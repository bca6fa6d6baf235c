package tools.peak.cli.command.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Visible;
import tools.peak.runner.demo.Dataset;
import tools.peak.runner.demo.DemoPlan;
import tools.peak.runner.simulation.CostModel;

/** What the demo tells around its commands; nothing where one JSON document is wanted. */
final class DemoStory {
  private final CommandOutput output;
  private final boolean silent;
  private final DemoPlan plan;
  private String best = "";

  DemoStory(Invocation invocation, DemoPlan plan) {
    this.output = invocation.output();
    this.silent = invocation.json();
    this.plan = plan;
  }

  void opening() {
    heading("Backtests on real market data");
    for (Dataset dataset : plan.datasets()) {
      say(
          "  %-8s %s, %s to %s"
              .formatted(
                  dataset.symbol(),
                  dataset.name(),
                  dataset.bars().startDate(),
                  dataset.bars().endDate()));
    }
    CostModel costs = DemoPlan.COSTS;
    long strategies = plan.sweeps().stream().map(sweep -> sweep.strategy()).distinct().count();
    say(
        String.format(
            Locale.ROOT,
            "  %d strategies, grids of their parameters, %.0f bps of fees and %.0f bps of slippage"
                + " a side",
            strategies,
            costs.feeBps(),
            costs.slippageBps()));
    output.flush();
  }

  void ran(int runs, double seconds, Path results) {
    say(
        String.format(
            Locale.ROOT,
            "  %,d runs in %s (%s), a folder each in %s",
            runs,
            Progress.span(seconds),
            Progress.rate(runs / seconds),
            Visible.line(results.toString())));
  }

  void reused(long runs, Path results) {
    say(
        String.format(
            Locale.ROOT,
            "  %s holds %,d runs already: they are used as they are (another --dir begins anew)",
            Visible.line(results.toString()),
            runs));
  }

  void heading(String text) {
    say("");
    say(output.style().bold(text));
  }

  void command(String[] args) {
    say(output.style().dim("$ peak " + quoted(args)));
  }

  void best(String runId) {
    best = runId;
  }

  void ending(DemoSummary summary, Path lake, double seconds) {
    heading("What this says");
    say(
        String.format(
            Locale.ROOT,
            "  %,d of %,d runs (%d%%) lost money after costs; %,d of those had made some before"
                + " costs.",
            summary.losing(),
            summary.runs(),
            Math.round(100.0 * summary.losing() / summary.runs()),
            summary.losingByCosts()));
    say("  " + strategies(summary));
    for (DemoSummary.Market market : summary.markets()) {
      say(
          String.format(
              Locale.ROOT,
              "  %-8s buying and holding returned %+.1f%%; %,d of %,d other runs did better",
              market.symbol(),
              100 * market.held(),
              market.better(),
              market.others()));
    }
    say("  And it is little data, so even the best of them proves nothing:");
    for (Dataset dataset : plan.datasets()) {
      say("  %-8s %s".formatted(dataset.symbol(), dataset.limits()));
    }

    heading("Next");
    say("  cd " + quoted(new String[] {folder(lake)}));
    next("query", "--where", "symbol = 'AAPL' and total_trades >= 5", "--order-by", "calmar desc");
    next("aggregate", "sharpe", "--by", "strategy,symbol", "--agg", "mean,p50,p95");
    next("show", best);
    next("sql", "SELECT exit_reason, count(*) AS trades, sum(pnl) AS pnl FROM trades GROUP BY ALL");
    say("");
    say(output.style().dim("done in " + Progress.span(seconds)));
  }

  private static String strategies(DemoSummary summary) {
    List<DemoSummary.Strategy> all = summary.strategies();
    long winning = all.size() - summary.losingStrategies();
    return String.format(
        Locale.ROOT,
        "Averaged over its runs, %s of %d strategies made money:%n"
            + "  %s most (%+.1f%%), %s least (%+.1f%%).",
        winning == all.size() ? "each" : winning == 0 ? "none" : Long.toString(winning),
        all.size(),
        all.getFirst().name(),
        100 * all.getFirst().mean(),
        all.getLast().name(),
        100 * all.getLast().mean());
  }

  /** Where the lake is the one that a command finds by itself. */
  private static String folder(Path lake) {
    Path parent = lake.getParent();
    return parent == null ? "." : parent.toString();
  }

  private void next(String... command) {
    say("  peak " + quoted(command));
  }

  private static String quoted(String[] args) {
    return Stream.of(args)
        .map(arg -> arg.matches("[A-Za-z0-9_./:=,@%+-]+") ? arg : '"' + Visible.line(arg) + '"')
        .collect(Collectors.joining(" "));
  }

  private void say(String text) {
    if (!silent) {
      output.line(text);
    }
  }
}
