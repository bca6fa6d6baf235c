package tools.peak.cli.command.list;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.query.Inventory;
import tools.peak.lake.words.KnownWords.Kind;

@CommandLine.Command(
    name = "metrics",
    description = {
      "The metrics that runs have: how many runs have each, of how many it is NaN or infinite, and",
      "the least, the mean and the greatest of its finite values."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak metrics",
      "  peak metrics drawdown",
      "  peak --json metrics | jq -r '.rows[].metric'"
    })
public final class MetricsCommand implements Command {
  @Mixin Listing list = new Listing();

  @Override
  public int run(Invocation invocation) {
    list.print(invocation, Kind.METRIC, Inventory::metrics);
    return Exit.DONE;
  }
}
