package tools.peak.cli.command.ask;

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
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;

@CommandLine.Command(
    name = "show",
    description = {
      "Shows one run: what it is, its parameters and metrics, its equity curve and files.",
      "With --json or --format: its row with all attributes, metrics, params and meta."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak show exp_42                                  the run, or the one whose id begins or"
          + " ends so",
      "  peak show latest                                  the run with the newest timestamp",
      "  peak show exp_42 --artifact report_snippet.md     a file of its, as it was ingested",
      "  peak --json show exp_42 | jq '.rows[0].params'"
    })
public final class ShowCommand implements Command {
  @Parameters(paramLabel = "RUN", description = RunNames.ACCEPTED)
  String run = "";

  @Option(
      names = "--artifact",
      paramLabel = "NAME",
      description = "Print this file of the run, from the lake.")
  @Nullable String artifact;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    AsOf time = asOf.time();
    try (Lake lake = Lake.open(invocation.lake())) {
      String runId = RunNames.resolve(lake, run, time);
      String filter = "run_id = " + RunNames.text(runId);
      if (artifact != null) {
        artifact(invocation, lake.artifacts().where(filter).asOf(time), runId, artifact);
        return Exit.DONE;
      }
      TableQuery row = lake.runs().where(filter).asOf(time);
      if (formatting.isGlance(invocation)) {
        RunPage.print(invocation.output(), lake, filter, time, row.fetch());
      } else {
        List<String> columns = row.columns().stream().map(column -> quoted(column.name())).toList();
        formatting.print(invocation, row.columns(columns).columns("params", "meta").fetch());
      }
    }
    return Exit.DONE;
  }

  private static void artifact(
      Invocation invocation, TableQuery artifacts, String runId, String name) {
    Result files = artifacts.columns("name", "content").orderBy("name").fetch();
    for (List<@Nullable Object> file : files.rows()) {
      if (name.equals(file.get(0))) {
        if (!(file.get(1) instanceof String content)) {
          throw CommandFailed.failed(
              name + " of " + runId + " is no small text: the lake keeps only its size and digest");
        }
        boolean terminal = invocation.output().terminal().out();
        invocation.output().print(terminal ? Visible.text(content) : content);
        return;
      }
    }
    throw CommandFailed.failed(
        "%s has no file %s; it has %s"
            .formatted(
                runId,
                name,
                String.join(
                    ", ",
                    files.rows().stream().map(file -> String.valueOf(file.getFirst())).toList())));
  }

  private static String quoted(String name) {
    return name.startsWith("metrics.") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
