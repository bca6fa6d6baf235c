package tools.peak.cli.command.upkeep;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.Relocated;

@CommandLine.Command(
    name = "relocate",
    description = {
      "Makes a lake that was moved, copied or mounted elsewhere one of the place where it lies.",
      "Its tables' metadata is written anew; data files are not touched, and every version stays.",
      "A copy whose original is still there becomes a lake of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mv lake /data/lake && peak relocate /data/lake", "  peak relocate copy-of-lake"})
public final class RelocateCommand implements Command {
  @Parameters(paramLabel = "DIR", description = "The lake's folder.")
  Path folder = Path.of("");

  @Override
  public int run(Invocation invocation) {
    long began = System.nanoTime();
    Relocated relocated = Lake.relocate(folder);
    boolean isMoved = !relocated.from().equals(relocated.to());
    if (invocation.json()) {
      new Counts()
          .with("from", relocated.from().toString())
          .with("to", relocated.to().toString())
          .with("copy", relocated.isCopy())
          .with("snapshot", Long.toString(relocated.version()))
          .seconds((System.nanoTime() - began) / 1e9)
          .print(invocation);
      return Exit.DONE;
    }
    String line =
        isMoved
            ? relocated.to()
                + " is a lake of this place now, no longer of "
                + relocated.from()
                + (relocated.isCopy() ? ", whose lake goes on as another" : "")
                + " · lake version "
                + relocated.version()
            : relocated.to() + " is where it says: nothing to do";
    invocation.output().line(Visible.line(line));
    return Exit.DONE;
  }
}
