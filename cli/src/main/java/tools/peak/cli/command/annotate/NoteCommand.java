package tools.peak.cli.command.annotate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "note",
    description = {
      "Writes a note on runs, in one version of the lake: their tag 'note'. The last one is in force,",
      "all are kept."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak note exp_42 \"looks overfitted: see the 2024 split\"",
      "  peak note exp_42 --append \"the split is fixed\"",
      "  peak query --where \"tags.note is not null\" --columns run_id,tags.note"
    })
public final class NoteCommand implements Command {
  @Parameters(
      paramLabel = "[RUN] TEXT",
      arity = "1..2",
      description = {
        RunNames.ACCEPTED,
        "Behind it the note. With --where or --from, the note alone."
      })
  List<String> words = new ArrayList<>();

  @Option(names = "--append", description = "Write it below the note that a run has.")
  boolean append;

  @Mixin ListedRuns listed = new ListedRuns();

  @Override
  public int run(Invocation invocation) throws IOException {
    if (words.size() != (listed.areGiven() ? 1 : 2)) {
      throw CommandFailed.wrongUsage("write peak note RUN TEXT, or peak note --where FILTER TEXT");
    }
    String text = words.getLast();
    try (Lake lake = Lake.open(invocation.lake())) {
      List<String> runs = listed.idsOr(lake, Optional.of(words.getFirst()));
      Told.of(
          invocation,
          runs,
          append ? lake.tags().appendNote(runs, text) : lake.tags().note(runs, text),
          text);
    }
    return Exit.DONE;
  }
}
