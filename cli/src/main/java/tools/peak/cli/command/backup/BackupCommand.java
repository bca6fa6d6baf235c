package tools.peak.cli.command.backup;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackupResult;

@CommandLine.Command(
    name = "backup",
    description = {
      "Backs up the lake's newest version: to a folder, s3://bucket/prefix or gs://bucket/prefix.",
      "What the place has already is not copied again; others may load runs meanwhile. Stopped, it",
      "goes on where it was. Credentials and endpoints of clouds come from their usual variables",
      "and files (AWS_…, GOOGLE_APPLICATION_CREDENTIALS)."
    },
    subcommands = {
      BackupListCommand.class,
      BackupVerifyCommand.class,
      BackupPruneCommand.class,
      BackupDrillCommand.class
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak backup /mnt/backup/lake",
      "  peak backup s3://research-backup/lake",
      "  peak backup list /mnt/backup/lake",
      "  peak backup verify /mnt/backup/lake --deep",
      "  peak backup prune /mnt/backup/lake --keep 30",
      "  peak backup drill /mnt/backup/lake"
    })
public final class BackupCommand implements Command {
  @Parameters(
      paramLabel = "TO",
      arity = "0..1",
      description = "Where to: a folder on another disk, or a cloud's address.")
  @Nullable String to;

  @Override
  public int run(Invocation invocation) throws IOException {
    String address = to;
    if (address == null) {
      throw CommandFailed.wrongUsage("name a place: peak backup /mnt/backup/lake");
    }
    long began = System.nanoTime();
    BackupResult result;
    try (Lake lake = Lake.open(invocation.lake())) {
      result =
          BackupPlace.at(
              address,
              store ->
                  BackupPlace.watched(
                      invocation, "backup", listener -> lake.backup(store, listener)));
    }
    double seconds = BackupPlace.since(began);
    if (invocation.json()) {
      new Counts()
          .with("version", result.version())
          .with("files", result.files())
          .with("copied", result.copied())
          .with("bytes", result.bytes())
          .seconds(seconds)
          .with("manifest", result.manifest())
          .print(invocation);
    } else {
      invocation
          .output()
          .line(
              Visible.line(
                  String.format(
                      Locale.ROOT,
                      "version %d: %,d files, %,d copied, %,d bytes in %.1f s · %s",
                      result.version(),
                      result.files(),
                      result.copied(),
                      result.bytes(),
                      seconds,
                      address)));
    }
    return Exit.DONE;
  }
}
