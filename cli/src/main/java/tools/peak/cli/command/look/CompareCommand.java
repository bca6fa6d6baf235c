package tools.peak.cli.command.look;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.compare.Groups;
import tools.peak.lake.compare.Pairs;
import tools.peak.lake.curve.Correlations;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.Rebased;
import tools.peak.lake.query.TableQuery;

@CommandLine.Command(
    name = "compare",
    description = {
      "Runs side by side: first what differs in their attributes, parameters and meta, then their",
      "metrics, the best marked * and the spread, then growth and drawdown over each other. Of"
          + " more",
      "than ten runs: quantiles and the best. By groups, beside a benchmark, and A against B."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak compare exp_42 exp_43",
      "  peak compare --where \"strategy = 'macd' and symbol = 'AAPL'\" --svg macd.svg",
      "  peak compare --where \"stage = 'research'\" --by strategy,params.fast",
      "  peak compare --a \"strategy = 'macd'\" --b \"strategy = 'rsi'\" --pair symbol,start_date",
      "  peak compare exp_42 exp_43 --benchmark bars.csv",
      "  peak compare --where \"symbol = 'AAPL'\" --correlations --least-correlated 5",
      "  peak --json compare exp_42 exp_43 | jq .differs"
    })
public final class CompareCommand implements Command {
  private static final int LEAST = 2;
  private static final int MOST = 500;
  private static final List<String> TELLING =
      List.of("total_return", "cagr", "sharpe", "sortino", "max_drawdown", "volatility");

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--by",
      paramLabel = "NAMES",
      split = ",",
      description = "Groups of any number of runs: mean, std, quantiles, best and worst run.")
  List<String> by = new ArrayList<>();

  @Option(names = "--a", paramLabel = "FILTER", description = "A's runs, to be paired with B's.")
  @Nullable String a;

  @Option(names = "--b", paramLabel = "FILTER", description = "B's runs.")
  @Nullable String b;

  @Option(
      names = "--pair",
      paramLabel = "NAMES",
      split = ",",
      description = "What pairs A with B (default: attributes and parameters with values in both).")
  List<String> pair = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the resampling behind A/B's intervals (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--metrics",
      paramLabel = "NAMES",
      split = ",",
      description = "With --by and A/B (default: returns, risk and their ratios).")
  List<String> metrics = new ArrayList<>();

  @Option(
      names = "--benchmark",
      paramLabel = "RUN|BARS",
      description = "Each run beside a run, or beside the closes of a file of bars.")
  @Nullable String benchmark;

  @Option(
      names = "--correlations",
      description = "The correlations of returns, pair by pair, on the times that both have.")
  boolean correlations;

  @Option(
      names = "--least-correlated",
      paramLabel = "N",
      description = "The N runs with the lowest mean correlation.")
  @Nullable Integer leastCorrelated;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Mixin SvgOption svg = new SvgOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    requireOne();
    try (Lake lake = Lake.open(invocation.lake())) {
      AsOf version = AsOfOption.pinned(lake, asOf.time());
      if (a != null && b != null) {
        pairs(invocation, kind, lake, version, a, b);
      } else if (!by.isEmpty()) {
        TableQuery chosen = runs.question(lake, version);
        formatting.print(invocation, Groups.read(chosen, by, metrics(lake, version)));
      } else {
        List<String> ids = runs.ids(lake, version);
        if (correlations || leastCorrelated != null) {
          correlations(invocation, lake, version, ids);
        } else if (benchmark != null) {
          Benchmarks.print(invocation, formatting, svg, lake, version, ids, benchmark);
        } else {
          sideBySide(invocation, kind, lake, version, ids);
        }
      }
    }
    return Exit.DONE;
  }

  /** Prints the comparison of runs at one version, whichever command was asked for it. */
  public static void print(Invocation invocation, Lake lake, List<String> ids, AsOf version)
      throws IOException {
    CompareCommand plain = new CompareCommand();
    plain.sideBySide(invocation, plain.formatting.kind(invocation), lake, version, ids);
  }

  private void requireOne() {
    boolean isPaired = a != null || b != null;
    if (isPaired && (a == null || b == null || runs.isGiven())) {
      throw CommandFailed.wrongUsage("--a and --b choose the runs, both of them, and nothing else");
    }
    int ways =
        (isPaired ? 1 : 0)
            + (by.isEmpty() ? 0 : 1)
            + (benchmark == null ? 0 : 1)
            + (correlations || leastCorrelated != null ? 1 : 0);
    if (ways > 1) {
      throw CommandFailed.wrongUsage(
          "one at a time: --by, --a with --b, --benchmark, or correlations");
    }
    if (!isPaired && !pair.isEmpty()) {
      throw CommandFailed.wrongUsage("--pair says how --a and --b belong together");
    }
    if (!metrics.isEmpty() && !isPaired && by.isEmpty()) {
      throw CommandFailed.wrongUsage("--metrics is for --by, and for --a with --b");
    }
    if (svg.isAsked() && (isPaired || !by.isEmpty())) {
      throw CommandFailed.wrongUsage("--svg draws curves and correlations: not groups, not A/B");
    }
  }

  private List<String> metrics(Lake lake, AsOf version) {
    if (!metrics.isEmpty()) {
      return metrics;
    }
    List<String> known =
        lake.runs().asOf(version).columns().stream().map(column -> column.name()).toList();
    List<String> telling = TELLING.stream().filter(known::contains).toList();
    if (telling.isEmpty()) {
      throw CommandFailed.wrongUsage("none of the usual metrics is in the lake: --metrics NAMES");
    }
    return telling;
  }

  private void pairs(
      Invocation invocation,
      FormatOption.Kind kind,
      Lake lake,
      AsOf version,
      String filterA,
      String filterB) {
    Pairs pairs =
        Pairs.read(
            lake.runs().where(filterA).asOf(version),
            lake.runs().where(filterB).asOf(version),
            pair,
            metrics(lake, version),
            seed);
    PairsTable.print(invocation, formatting, kind, pairs);
  }

  private void correlations(Invocation invocation, Lake lake, AsOf version, List<String> ids)
      throws IOException {
    requireCount(ids);
    Curves read = ChosenCurves.read(invocation, lake, version, ids);
    List<Curve> curves = read.curves().stream().filter(curve -> curve.size() > 1).toList();
    Correlations all = Correlations.of(curves);
    svg.draw(invocation, () -> CorrelationTables.picture(all));
    if (leastCorrelated != null) {
      CorrelationTables.leastCorrelated(
          invocation, formatting, read.snapshot(), all, leastCorrelated);
    } else {
      CorrelationTables.print(invocation, formatting, read.snapshot(), all);
    }
  }

  private void sideBySide(
      Invocation invocation, FormatOption.Kind kind, Lake lake, AsOf version, List<String> ids)
      throws IOException {
    requireCount(ids);
    Comparison comparison = Comparison.read(lake.runs().asOf(version), ids);
    Rebased curves =
        kind == FormatOption.Kind.TABLE || svg.isAsked()
            ? Rebased.of(Curves.read(lake.equity().asOf(version), ids).curves())
            : new Rebased(null, List.of(), List.of());
    svg.draw(
        invocation,
        () ->
            CurveCharts.alone(curves, ids)
                .orElseThrow(() -> CommandFailed.failed("no curve above zero to draw")));
    switch (kind) {
      case JSON -> invocation.output().line(Json.of(document(comparison)));
      case TABLE -> {
        ComparisonTables.print(invocation.output(), comparison);
        CurveText.print(invocation.output(), curves, ids);
      }
      case CSV, NDJSON, PARQUET, MARKDOWN ->
          formatting.print(invocation, ComparisonTables.rows(comparison));
    }
  }

  private static void requireCount(List<String> ids) {
    if (ids.size() < LEAST) {
      throw CommandFailed.wrongUsage(
          "%s to %s runs are compared, this is one: name another (a run named twice counts once)"
              .formatted(LEAST, MOST));
    }
    if (ids.size() > MOST) {
      throw CommandFailed.wrongUsage(
          "%s to %s runs are compared, these are %s: --by groups any number"
              .formatted(LEAST, MOST, ids.size()));
    }
  }

  private static Map<String, Object> document(Comparison comparison) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("snapshot", comparison.snapshot());
    document.put("runs", comparison.runs());
    document.put("differs", comparison.differs());
    document.put("same", comparison.same());
    document.put("metrics", comparison.metrics());
    return document;
  }
}
