package tools.peak.cli.command.annotate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

@CommandLine.Command(
    name = "tag",
    description = {
      "Tags runs, in one version of the lake: the last value of a key is in force, and the earlier",
      "ones are kept. Without a tag it lists the run's; without a run, those of all runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak tag exp_42 owner=ann reviewed=yes",
      "  peak tag exp_42",
      "  peak tag --where \"sharpe > 2\" shortlist=yes",
      "  peak tag --from chosen.txt shortlist=yes",
      "  peak query --where \"tags.owner = 'ann'\""
    })
public final class TagCommand implements Command {
  @Parameters(
      paramLabel = "[RUN] [KEY=VALUE…]",
      arity = "0..*",
      description = {RunNames.ACCEPTED, "Behind it its tags. With --where or --from, tags alone."})
  List<String> words = new ArrayList<>();

  @Mixin ListedRuns listed = new ListedRuns();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> tags =
        listed.areGiven() || words.isEmpty() ? words : words.subList(1, words.size());
    Map<String, String> values = new LinkedHashMap<>();
    for (String tag : tags) {
      int equals = tag.indexOf('=');
      if (equals < 1) {
        throw CommandFailed.wrongUsage("'" + tag + "' is no tag: write key=value");
      }
      values.put(tag.substring(0, equals), tag.substring(equals + 1));
    }
    if (tags.isEmpty() && listed.areGiven()) {
      throw CommandFailed.wrongUsage("say which tags: peak tag --where FILTER key=value");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      if (tags.isEmpty()) {
        formatting.print(invocation, listed(lake));
        return Exit.DONE;
      }
      List<String> runs = listed.idsOr(lake, words.stream().findFirst());
      Told.of(invocation, runs, lake.tags().set(runs, values), String.join(" ", tags));
    }
    return Exit.DONE;
  }

  private Result listed(Lake lake) {
    return words.isEmpty()
        ? lake.tags(AsOf.latest())
        : lake.tags(AsOf.latest(), RunNames.resolve(lake, words.getFirst(), AsOf.latest()));
  }
}
