package tools.peak.cli.command.annotate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "untag",
    description = "Takes tags off runs, in one version of the lake; as-of still finds them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak untag exp_42 reviewed",
      "  peak untag --where \"tags.owner = 'ann'\" owner reviewed"
    })
public final class UntagCommand implements Command {
  @Parameters(
      paramLabel = "[RUN] KEY…",
      arity = "1..*",
      description = {RunNames.ACCEPTED, "With --where or --from, keys alone."})
  List<String> words = new ArrayList<>();

  @Mixin ListedRuns listed = new ListedRuns();

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> keys = listed.areGiven() ? words : words.subList(1, words.size());
    if (keys.isEmpty()) {
      throw CommandFailed.wrongUsage("say which tags: peak untag RUN KEY…");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      List<String> runs = listed.idsOr(lake, Optional.of(words.getFirst()));
      Told.of(
          invocation, runs, lake.tags().remove(runs, keys), "without " + String.join(" ", keys));
    }
    return Exit.DONE;
  }
}
