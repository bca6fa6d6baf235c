package tools.peak.cli.command.upkeep;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.Lake;
import tools.peak.lake.upkeep.Finding;
import tools.peak.lake.upkeep.VerifyReport;

@CommandLine.Command(
    name = "verify",
    description = {
      "Looks whether the lake is whole: every named file is there, with its size and rows, no row",
      "is without its run, and the index tells what the tables tell. It changes nothing."
    },
    footerHeading = "%nExit code 1: something is wrong.%n%nExamples:%n",
    footer = {"  peak verify", "  peak --json verify | jq '.rows'"})
public final class VerifyCommand implements Command {
  @Override
  public int run(Invocation invocation) {
    VerifyReport report;
    try (Lake lake = Lake.open(invocation.lake())) {
      report = lake.verify();
    }
    if (invocation.json() || !report.isClean()) {
      RowWriter rows =
          (invocation.json() ? Format.JSON : Format.TABLE)
              .open(
                  invocation.output(), Long.toString(report.version()), List.of("code", "reason"));
      for (Finding finding : report.findings()) {
        rows.row(List.of(finding.code(), finding.reason()));
      }
      rows.end(false, "");
    } else {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  "whole: %,d runs, %,d files, %,d bytes · lake version %d",
                  report.runs(),
                  report.files(),
                  report.bytes(),
                  report.version()));
    }
    return report.isClean() ? Exit.DONE : Exit.FAILED;
  }
}
