package tools.peak.cli;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;
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
final class NoteCommand implements Command {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run_id, or the beginning of one.")
  String run = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "The note.")
  String text = "";

  @Override
  public int run(Invocation session) {
    try (Lake lake = Lake.open(session.lake())) {
      String runId = RunNames.resolve(lake, run, AsOf.latest());
      lake.note(runId, text);
      if (session.json()) {
        new Deed().with("noted", 1).print(session);
      } else {
        session.output().line(tools.peak.cli.output.Visible.line(runId + ": " + text));
      }
    }
    return Exit.DONE;
  }
}
