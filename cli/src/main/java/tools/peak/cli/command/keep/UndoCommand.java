package tools.peak.cli.command.keep;

import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "undo",
    description = {
      "Takes back the newest delete or retention apply that is not taken back yet,",
      "as a new version of the lake."
    },
    footerHeading = "%nExamples:%n",
    footer = "  peak undo")
public final class UndoCommand implements Command {
  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      String plan =
          lake.retention()
              .newestApplied()
              .orElseThrow(() -> CommandFailed.failed("nothing was deleted that could come back"));
      Deeds.undo(invocation, lake, plan, "undo");
    }
    return Exit.DONE;
  }
}
