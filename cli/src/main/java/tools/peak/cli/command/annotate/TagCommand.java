package tools.peak.cli.command.annotate;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

@CommandLine.Command(
    name = "tag",
    description = {
      "Tags a run: the last value of a key is in force, and the earlier ones are kept.",
      "Without a tag it lists the run's; without a run, those of all runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak tag exp_42 owner=ann reviewed=yes",
      "  peak tag exp_42",
      "  peak query --where \"tags.owner = 'ann'\""
    })
public final class TagCommand implements Command {
  @Parameters(
      paramLabel = "RUN [KEY=VALUE…]",
      arity = "0..*",
      description = {RunNames.ACCEPTED, "Behind it its tags."})
  List<String> words = new ArrayList<>();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    List<String> tags = words.isEmpty() ? List.of() : words.subList(1, words.size());
    for (String tag : tags) {
      if (tag.indexOf('=') < 1) {
        throw CommandFailed.wrongUsage("'" + tag + "' is no tag: write key=value");
      }
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      if (tags.isEmpty()) {
        formatting.print(invocation, listed(lake));
        return Exit.DONE;
      }
      String runId = RunNames.resolve(lake, words.getFirst(), AsOf.latest());
      for (String tag : tags) {
        int equals = tag.indexOf('=');
        lake.tag(runId, tag.substring(0, equals), tag.substring(equals + 1));
      }
      if (invocation.json()) {
        new Counts().with("tagged", tags.size()).print(invocation);
      } else {
        invocation.output().line(Visible.line(runId + ": " + String.join(" ", tags)));
      }
    }
    return Exit.DONE;
  }

  private Result listed(Lake lake) {
    return words.isEmpty()
        ? lake.tags(AsOf.latest())
        : lake.tags(AsOf.latest(), RunNames.resolve(lake, words.getFirst(), AsOf.latest()));
  }
}
