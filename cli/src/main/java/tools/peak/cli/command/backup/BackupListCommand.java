package tools.peak.cli.command.backup;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackedUpVersion;

@CommandLine.Command(
    name = "list",
    description = "Lists the versions that a backup has, the oldest first.",
    footerHeading = "%nExamples:%n",
    footer = "  peak backup list /mnt/backup/lake")
final class BackupListCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Override
  public int run(Invocation invocation) throws IOException {
    List<BackedUpVersion> versions = BackupPlace.at(from, store -> Lake.backups(store).list());
    RowWriter rows =
        (invocation.json() ? Format.JSON : Format.TABLE)
            .open(
                invocation.output(),
                versions.isEmpty() ? "" : Long.toString(versions.getLast().version()),
                List.of("version", "made_at", "committed_at", "runs", "files", "bytes", "state"));
    for (BackedUpVersion version : versions) {
      rows.row(
          Arrays.asList(
              version.version(),
              version.madeAt(),
              version.committedAt(),
              version.runs(),
              version.files(),
              version.bytes(),
              version.state()));
    }
    rows.end(false, "");
    return Exit.DONE;
  }
}
