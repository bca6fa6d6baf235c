package tools.peak.cli.command.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Visible;
import tools.peak.runner.live.Recovery;
import tools.peak.runner.live.Recovery.Outcome;
import tools.peak.runner.live.Recovery.Recovered;

@CommandLine.Command(
    name = "recover",
    description =
        "Makes the run folders of sessions whose process ended before it could, from their"
            + " journals. A session that still runs is left alone.",
    footerHeading = "%nExamples:%n",
    footer = "  peak live recover results")
final class LiveRecoverCommand implements Command {
  @Parameters(paramLabel = "DIR", description = "The results folder, or a session's own.")
  Path dir = Path.of("");

  @Override
  public int run(Invocation invocation) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw CommandFailed.failed(dir + ": no such folder");
    }
    List<Recovered> all = Recovery.of(dir);
    for (Recovered one : all) {
      if (one.outcome() == Outcome.FAILED) {
        invocation
            .output()
            .notice("peak live recover: " + one.journal().path() + ": " + one.failure());
      } else if (!invocation.json() && one.outcome() != Outcome.DONE_BEFORE) {
        invocation
            .output()
            .line(
                Visible.line(
                    one.outcome() == Outcome.RUNNING
                        ? one.journal().path() + " still runs: left alone"
                        : String.format(
                            Locale.ROOT, "%s: %,d points of equity", one.folder(), one.points())));
      }
    }
    long recovered = count(all, Outcome.RECOVERED);
    long failed = count(all, Outcome.FAILED);
    if (invocation.json()) {
      new Counts()
          .with("recovered", recovered)
          .with("running", count(all, Outcome.RUNNING))
          .with("done_before", count(all, Outcome.DONE_BEFORE))
          .with("failed", failed)
          .print(invocation);
    } else {
      invocation
          .output()
          .line(
              Visible.line(
                  recovered == 0 && failed == 0
                      ? "nothing to recover in " + dir
                      : String.format(
                          Locale.ROOT, "%,d recovered · next: peak ingest %s", recovered, dir)));
    }
    return failed > 0 ? Exit.FAILED : Exit.DONE;
  }

  private static long count(List<Recovered> all, Outcome outcome) {
    return all.stream().filter(one -> one.outcome() == outcome).count();
  }
}
