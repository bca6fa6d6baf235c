package tools.peak.cli.command.look;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Comparison;

@CommandLine.Command(
    name = "compare",
    description = {
      "Runs side by side: first what differs in their attributes, parameters and meta, then their",
      "metrics, the best marked * and the spread. Of more than ten runs: quantiles and the best."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak compare exp_42 exp_43",
      "  peak compare --where \"strategy = 'macd' and symbol = 'AAPL'\"",
      "  peak --json compare exp_42 exp_43 | jq .differs"
    })
public final class CompareCommand implements Command {
  private static final int LEAST = 2;
  private static final int MOST = 500;

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Mixin AsOfOption asOf = new AsOfOption();

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      print(invocation, lake, runs.ids(lake, asOf.time()), asOf.time());
    }
    return Exit.DONE;
  }

  /** Prints the comparison of runs, whichever command was asked for it. */
  public static void print(Invocation invocation, Lake lake, List<String> ids, AsOf time) {
    if (ids.size() < LEAST || ids.size() > MOST) {
      throw CommandFailed.wrongUsage(
          "%s to %s runs are compared, these are %s: peak aggregate takes any number"
              .formatted(LEAST, MOST, ids.size()));
    }
    Comparison comparison = Comparison.read(lake.runs().asOf(time), ids);
    if (invocation.json()) {
      invocation.output().line(Json.of(document(comparison)));
    } else {
      ComparisonTables.print(invocation.output(), comparison);
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
