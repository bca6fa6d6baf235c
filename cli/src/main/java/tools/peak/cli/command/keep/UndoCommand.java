package tools.peak.cli.command.keep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.Undone;

@CommandLine.Command(
    name = "undo",
    description = {
      "Takes back the newest ingest, delete or retention apply that is not taken",
      "back yet, as a new version of the lake. Of an ingest the runs that it brought",
      "go, and those that it replaced come back; the folders stay where they are, and",
      "the next ingest of them loads them again."
    },
    footerHeading = "%nExamples:%n",
    footer = "  peak undo")
public final class UndoCommand implements Command {
  @Override
  public int run(Invocation invocation) {
    long began = System.nanoTime();
    try (Lake lake = Lake.open(invocation.lake())) {
      Undone undone = lake.undo();
      if (invocation.json()) {
        new Counts()
            .with("restored", undone.restored())
            .with("snapshot", Long.toString(undone.version()))
            .seconds((System.nanoTime() - began) / 1e9)
            .print(invocation);
      } else {
        invocation.output().line(words(undone));
      }
    }
    return Exit.DONE;
  }

  private static String words(Undone undone) {
    List<String> did = new ArrayList<>();
    if (undone.removed() > 0) {
      did.add(String.format(Locale.ROOT, "%,d removed", undone.removed()));
    }
    if (undone.restored() > 0 || did.isEmpty()) {
      did.add(String.format(Locale.ROOT, "%,d restored", undone.restored()));
    }
    if (undone.present() > 0) {
      did.add(String.format(Locale.ROOT, "%,d were back already", undone.present()));
    }
    return "%s taken back: %s · lake version %s"
        .formatted(undone.deed(), String.join(", ", did), undone.version());
  }
}
