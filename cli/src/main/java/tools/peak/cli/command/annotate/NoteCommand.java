package tools.peak.cli.command.annotate;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.cli.output.Visible;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "note",
    description = "Writes a note on a run: its tag 'note'. The last one is in force, all are kept.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak note exp_42 \"looks overfitted: see the 2024 split\"",
      "  peak query --where \"tags.note is not null\" --columns run_id,tags.note"
    })
public final class NoteCommand implements Command {
  @Parameters(index = "0", paramLabel = "RUN", description = RunNames.ACCEPTED)
  String run = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "The note.")
  String text = "";

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      String runId = RunNames.resolve(lake, run, AsOf.latest());
      lake.note(runId, text);
      if (invocation.json()) {
        new Counts().with("noted", 1).print(invocation);
      } else {
        invocation.output().line(Visible.line(runId + ": " + text));
      }
    }
    return Exit.DONE;
  }
}
