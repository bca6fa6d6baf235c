package tools.peak.cli.command.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.RestoreResult;

@CommandLine.Command(
    name = "restore",
    description = {
      "Brings a lake back from a backup, to a new folder. Every byte is compared with what was",
      "backed up, and the lake opens where it now lies, with all its versions. Stopped, it goes on",
      "where it was. Where the lake still lives the restored one becomes a lake of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak restore /mnt/backup/lake lake",
      "  peak restore s3://research-backup/lake lake --version 41"
    })
public final class RestoreCommand implements Command {
  @Parameters(index = "0", paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "The new folder.")
  Path folder = Path.of("");

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "Which version: peak backup list (default: the newest).")
  @Nullable Long version;

  @Override
  public int run(Invocation invocation) throws IOException {
    long began = System.nanoTime();
    OptionalLong wanted = version == null ? OptionalLong.empty() : OptionalLong.of(version);
    RestoreResult result =
        BackupPlace.at(
            from,
            store ->
                BackupPlace.watched(
                    invocation,
                    "restore",
                    listener -> Lake.backups(store).restore(folder, wanted, listener)));
    double seconds = BackupPlace.since(began);
    if (invocation.json()) {
      new Counts()
          .with("version", result.version())
          .with("files", result.files())
          .with("bytes", result.bytes())
          .seconds(seconds)
          .print(invocation);
    } else {
      invocation
          .output()
          .line(
              Visible.line(
                  String.format(
                      Locale.ROOT,
                      "version %d: %,d files, %,d bytes in %.1f s · %s%s",
                      result.version(),
                      result.files(),
                      result.bytes(),
                      seconds,
                      result.lake(),
                      result.isCopy() ? ", a lake of its own: the one it was still lives" : "")));
    }
    return Exit.DONE;
  }
}
