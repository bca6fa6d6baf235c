package tools.peak.cli.command.list;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.query.Inventory;

@CommandLine.Command(
    name = "tags",
    description = {
      "The tags that runs have: how many runs have each, how many values differ, when it was set"
          + " last.",
      "(peak tag RUN lists the tags of one run.)"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  peak tags", "  peak --json tags | jq '.rows[] | select(.runs < 3)'"})
public final class TagsCommand implements Command {
  @Mixin Listing list = new Listing();

  @Override
  public int run(Invocation invocation) {
    list.print(invocation, Inventory::tags);
    return Exit.DONE;
  }
}
