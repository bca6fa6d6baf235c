package tools.peak.cli.command.upkeep;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "warm",
    description = {
      "Makes a copy of the runs in the lake's folder cache, in a format that questions read",
      "faster, or renews it. Worth it from a million runs on; takes about as much disk as the",
      "runs' own files. No answer rests on it: what was loaded since is read from the tables,",
      "and the folder may be deleted at any time."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  peak warm", "  peak warm --drop"})
public final class WarmCommand implements Command {
  @Option(names = "--drop", description = "Delete the copy.")
  boolean drop;

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      if (drop) {
        lake.cool();
        report(invocation, 0, 0, 0);
        return Exit.DONE;
      }
      long began = System.nanoTime();
      long bytes = lake.warm();
      report(invocation, lake.runs().count(), bytes, (System.nanoTime() - began) / 1e9);
    }
    return Exit.DONE;
  }

  private void report(Invocation invocation, long runs, long bytes, double seconds) {
    if (invocation.json()) {
      new Counts().with("runs", runs).with("bytes", bytes).seconds(seconds).print(invocation);
    } else if (drop) {
      invocation.output().line("the copy is gone");
    } else {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT, "%,d runs copied in %.1f s, %.1f MB", runs, seconds, bytes / 1e6));
    }
  }
}
