package tools.peak.cli.command.list;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.query.Inventory;
import tools.peak.lake.words.KnownWords.Kind;

@CommandLine.Command(
    name = "params",
    description = {
      "The parameters that runs have: how many runs have each, of what types, how many values"
          + " differ,",
      "and the least and greatest of those that are numbers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak params",
      "  peak params window",
      "  peak aggregate sharpe --by params.fast            one of them against a metric"
    })
public final class ParamsCommand implements Command {
  @Mixin Listing list = new Listing();

  @Override
  public int run(Invocation invocation) {
    list.print(invocation, Kind.PARAM, Inventory::params);
    return Exit.DONE;
  }
}
