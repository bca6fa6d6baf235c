package tools.peak.cli.command.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "list",
    description = "Lists the versions of a backup, oldest first.",
    footerHeading = "%nExamples:%n",
    footer = "  peak backup list /mnt/backup/lake")
final class BackupListCommand implements Command {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("version", ColumnType.LONG),
          new Column("at", ColumnType.TIMESTAMP),
          new Column("runs", ColumnType.LONG),
          new Column("files", ColumnType.LONG),
          new Column("bytes", ColumnType.LONG));

  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Mixin FormatOption format = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    String newest = "";
    try (Backup backup = Backup.at(from)) {
      for (Backup.Version version : backup.versions()) {
        newest = Long.toString(version.version());
        rows.add(
            List.of(
                version.version(), version.at(), version.runs(), version.files(), version.bytes()));
      }
    }
    format.print(invocation, new Result(newest, COLUMNS, rows, false, Optional.empty()));
    return Exit.DONE;
  }
}
