package tools.peak.cli.command.backup;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.Json;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.Lake;
import tools.peak.lake.backup.BackupFinding;
import tools.peak.lake.backup.BackupReport;

@CommandLine.Command(
    name = "verify",
    description = {
      "Looks whether a backup has all that its versions need, each of the right size; deeply, it",
      "reads every byte and compares it with what was backed up. It changes nothing."
    },
    footerHeading = "%nExit code 1: something is wrong.%n%nExamples:%n",
    footer = {"  peak backup verify /mnt/backup/lake", "  peak backup verify s3://b/lake --deep"})
final class BackupVerifyCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(names = "--deep", description = "Read every byte.")
  boolean deep;

  @Override
  public int run(Invocation invocation) throws IOException {
    BackupReport report =
        BackupPlace.at(
            from,
            store ->
                BackupPlace.watched(
                    invocation, "verify", listener -> Lake.backups(store).verify(deep, listener)));
    if (invocation.json()) {
      invocation.output().line(Json.of(document(report)));
    } else if (report.isWhole()) {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  report.versions() == 1
                      ? "whole: %,d version, %,d objects, %,d bytes%s"
                      : "whole: %,d versions, %,d objects, %,d bytes%s",
                  report.versions(),
                  report.files(),
                  report.bytes(),
                  deep ? ", every byte read" : ""));
    } else {
      RowWriter rows =
          Format.TABLE.open(invocation.output(), "", List.of("code", "path", "detail"));
      for (BackupFinding finding : report.findings()) {
        rows.row(List.of(finding.code(), finding.path(), finding.detail()));
      }
      rows.end(false, "");
      invocation
          .output()
          .notice(
              "while the lake lives a peak backup to the same place puts back what is gone or cut"
                  + " short; delete an object that was changed first");
    }
    return report.isWhole() ? Exit.DONE : Exit.FAILED;
  }

  private static Map<String, Object> document(BackupReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("whole", report.isWhole());
    document.put("versions", report.versions());
    document.put("files", report.files());
    document.put("bytes", report.bytes());
    document.put(
        "findings",
        report.findings().stream()
            .map(
                finding -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("code", finding.code());
                  row.put("path", finding.path());
                  row.put("detail", finding.detail());
                  return row;
                })
            .toList());
    return document;
  }
}
