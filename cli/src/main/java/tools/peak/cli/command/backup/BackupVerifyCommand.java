package tools.peak.cli.command.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Counted;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.Progress;
import tools.peak.cli.output.RowWriter;
import tools.peak.cli.output.Sizes;
import tools.peak.lake.backup.Backup;
import tools.peak.lake.backup.BackupCheck;

@CommandLine.Command(
    name = "verify",
    description = {
      "Looks whether a backup is whole: every object that a version needs is there, as long as it",
      "was; with --deep, byte for byte. It changes nothing."
    },
    footerHeading = "%nExit code 1: something is wrong.%n%nExamples:%n",
    footer = "  peak backup verify /mnt/backup/lake --deep")
final class BackupVerifyCommand implements Command {
  @Parameters(paramLabel = "FROM", description = "The backup.")
  String from = "";

  @Option(names = "--deep", description = "Read every byte.")
  boolean deep;

  @Override
  public int run(Invocation invocation) {
    BackupCheck.Report report;
    try (Backup backup = Backup.at(from);
        Progress progress =
            new Progress(invocation.output(), "verify", "objects", System::nanoTime)) {
      report = backup.verify(deep, progress::update);
    }
    if (invocation.json()) {
      json(invocation, report);
    } else if (report.isWhole()) {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  "whole%s: %s, %s, %s",
                  deep ? ", every byte" : "",
                  Counted.of(report.versions(), "version"),
                  Counted.of(report.objects(), "object"),
                  Sizes.of(report.bytes())));
    } else {
      RowWriter rows =
          Format.TABLE.open(invocation.output(), "", List.of("code", "object", "detail"));
      report
          .findings()
          .forEach(
              finding -> rows.row(List.of(finding.code(), finding.object(), finding.detail())));
      rows.end(false, "");
    }
    return report.isWhole() ? Exit.DONE : Exit.FAILED;
  }

  private static void json(Invocation invocation, BackupCheck.Report report) {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (BackupCheck.Finding finding : report.findings()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("code", finding.code());
      row.put("path", finding.object());
      row.put("detail", finding.detail());
      findings.add(row);
    }
    new Counts()
        .with("whole", report.isWhole())
        .with("versions", report.versions())
        .with("files", report.objects())
        .with("bytes", report.bytes())
        .with("findings", findings)
        .print(invocation);
  }
}
