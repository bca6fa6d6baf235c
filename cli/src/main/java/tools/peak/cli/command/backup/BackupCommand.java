package tools.peak.cli.command.backup;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.Sizes;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupResult;

@CommandLine.Command(
    name = "backup",
    description = {
      "Backs the lake up to a folder, best on another disk. What is there already is not copied",
      "again; the lake may be read and written meanwhile."
    },
    subcommands = {
      BackupListCommand.class,
      BackupVerifyCommand.class,
      BackupPruneCommand.class,
      BackupDrillCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak backup /mnt/backup/lake",
      "  peak backup list /mnt/backup/lake",
      "  peak backup verify /mnt/backup/lake --deep",
      "  peak backup drill /mnt/backup/lake",
      "  peak restore /mnt/backup/lake lake-again"
    })
public final class BackupCommand implements Command {
  @Parameters(paramLabel = "TO", arity = "0..1", description = "Where to: a folder.")
  @Nullable String to;

  @Override
  public int run(Invocation invocation) {
    String place = to;
    if (place == null) {
      throw CommandFailed.wrongUsage("say where to: peak backup /mnt/backup/lake");
    }
    long began = System.nanoTime();
    BackupResult result;
    try (Lake lake = Lake.open(invocation.lake());
        Backup backup = Backup.at(place);
        Progress progress =
            new Progress(invocation.output(), "backup", "files", System::nanoTime)) {
      result = lake.backup(backup, progress::update);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (invocation.json()) {
      new Counts()
          .with("version", Long.toString(result.version()))
          .with("files", result.files())
          .with("copied", result.copied())
          .with("bytes", result.bytes())
          .seconds(seconds)
          .with("manifest", result.manifest())
          .print(invocation);
      return Exit.DONE;
    }
    String copied =
        result.copied() == 0
            ? "nothing new"
            : String.format(
                Locale.ROOT, "%,d copied, %s", result.copied(), Sizes.of(result.bytes()));
    invocation
        .output()
        .line(
            Visible.line(
                String.format(
                    Locale.ROOT,
                    "lake version %d is in %s: %s, %s, in %s",
                    result.version(),
                    place,
                    Counted.of(result.files(), "file"),
                    copied,
                    Progress.span(seconds))));
    return Exit.DONE;
  }
}
