package tools.peak.cli.command.backup;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Restored;
import tools.peak.lake.backup.Backup;
import tools.peak.storage.local.TemporaryFolder;

@CommandLine.Command(
    name = "drill",
    description = {
      "Tries a backup: restores its newest version to a temporary place, verifies it there byte for",
      "byte, compares the counts of rows, and removes it."
    },
    footerHeading = "%nExit code 1: it would not come back whole.%n%nExamples:%n",
    footer = "  peak backup drill /mnt/backup/lake --in /mnt/scratch")
final class BackupDrillCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "Where there is room for the lake (default: the system's temporary folder).")
  @Nullable Path in;

  @Override
  public int run(Invocation invocation) {
    long began = System.nanoTime();
    Restored.Drill drill;
    Path place = in;
    try (Backup backup = Backup.at(from);
        Progress progress = new Progress(invocation.output(), "drill", "files", System::nanoTime)) {
      drill =
          Restored.drill(
              backup, place == null ? TemporaryFolder.ofTheSystem() : place, progress::update);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (invocation.json()) {
      new Counts()
          .with("whole", drill.isWhole())
          .with("version", Long.toString(drill.restored().version()))
          .with("files", drill.restored().files())
          .with("bytes", drill.restored().bytes())
          .with("runs", drill.verified().runs())
          .with("findings", drill.verified().findings().size() + drill.rows().size())
          .seconds(seconds)
          .print(invocation);
    } else if (drill.isWhole()) {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  "version %d comes back whole: %s, %s, in %s",
                  drill.restored().version(),
                  Counted.of(drill.verified().runs(), "run"),
                  Counted.of(drill.restored().files(), "file"),
                  Progress.span(seconds)));
    } else {
      drill
          .verified()
          .findings()
          .forEach(finding -> invocation.output().line(Visible.line(finding.reason())));
      drill
          .rows()
          .forEach(
              (table, rows) ->
                  invocation
                      .output()
                      .line(
                          String.format(
                              Locale.ROOT, "%s has %,d rows, and had others", table, rows)));
    }
    return drill.isWhole() ? Exit.DONE : Exit.FAILED;
  }
}
