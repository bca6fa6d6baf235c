package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.command.look.CompareCommand;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.TableQuery;

@CommandLine.Command(
    name = "show",
    description = {
      "Shows one run: what qualifies its result, its metrics, its curve, where it is from.",
      "With --json or --format: its row with all attributes, metrics, params and meta. With -v",
      "also ids, digests and meta. Several runs are shown side by side, as peak compare has them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak show exp_42                                  the run, or the one whose id begins or"
          + " ends so",
      "  peak show latest                                  the run with the newest timestamp",
      "  peak show exp_42 exp_43                           side by side",
      "  peak show exp_42 --artifact report_snippet.md     a file of its, as it was ingested",
      "  peak show exp_42 --artifact equity.csv            its curve, rebuilt where the folder is"
          + " gone",
      "  peak --json show exp_42 | jq '.rows[0].params'"
    })
public final class ShowCommand implements Command {
  @Parameters(paramLabel = "RUN", arity = "1..*", description = RunNames.ACCEPTED)
  List<String> runs = List.of();

  @Option(
      names = "--artifact",
      paramLabel = "NAME",
      description = "Print this file of the run, also where its folder is gone.")
  @Nullable String artifact;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    AsOf time = asOf.time();
    try (Lake lake = Lake.open(invocation.lake())) {
      if (runs.size() > 1) {
        compare(invocation, lake, time);
        return Exit.DONE;
      }
      String runId = RunNames.resolve(lake, runs.getFirst(), time);
      String filter = "run_id = " + RunNames.text(runId);
      if (artifact != null) {
        new ArtifactOfRun(invocation.output(), lake, time, runId, artifact).print();
        return Exit.DONE;
      }
      TableQuery row = lake.runs().where(filter).asOf(time);
      if (formatting.isGlance(invocation) && !formatting.isVertical()) {
        RunPage.print(invocation.output(), lake, filter, time, row.fetch(), invocation.verbose());
      } else {
        List<String> columns = row.columns().stream().map(column -> quoted(column.name())).toList();
        formatting.print(invocation, row.columns(columns).columns("params", "meta").fetch());
      }
    }
    return Exit.DONE;
  }

  private void compare(Invocation invocation, Lake lake, AsOf time) throws IOException {
    if (artifact != null || !(formatting.isGlance(invocation) || invocation.json())) {
      throw CommandFailed.wrongUsage(
          "--artifact and --format are for one run (peak query --where writes several)");
    }
    List<String> ids =
        runs.stream().map(name -> RunNames.resolve(lake, name, time)).distinct().toList();
    CompareCommand.print(invocation, lake, ids, time);
  }

  private static String quoted(String name) {
    return name.startsWith("metrics.") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
