package tools.peak.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
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
final class WarmCommand implements Command {
  @Option(names = "--drop", description = "Delete the copy.")
  boolean drop;

  @Override
  public int run(Invocation session) {
    try (Lake lake = Lake.open(session.lake())) {
      if (drop) {
        lake.cool();
        report(session, 0, 0, 0);
        return Exit.DONE;
      }
      long began = System.nanoTime();
      long bytes = lake.warm();
      report(session, lake.runs().count(), bytes, (System.nanoTime() - began) / 1e9);
    }
    return Exit.DONE;
  }

  private void report(Invocation session, long runs, long bytes, double seconds) {
    if (session.json()) {
      new Deed().with("runs", runs).with("bytes", bytes).seconds(seconds).print(session);
    } else if (drop) {
      session.output().line("the copy is gone");
    } else {
      session
          .output()
          .line(
              String.format(
                  Locale.ROOT, "%,d runs copied in %.1f s, %.1f MB", runs, seconds, bytes / 1e6));
    }
  }
}
