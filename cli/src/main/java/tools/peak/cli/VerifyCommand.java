package tools.peak.cli;

import java.util.List;
import picocli.CommandLine;
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
final class VerifyCommand implements Command {
  @Override
  public int run(Invocation session) {
    VerifyReport report;
    try (Lake lake = Lake.open(session.lake())) {
      report = lake.verify();
    }
    if (session.json() || !report.isClean()) {
      RowWriter rows =
          (session.json() ? Format.JSON : Format.TABLE)
              .open(session.output(), Long.toString(report.version()), List.of("code", "reason"));
      for (Finding finding : report.findings()) {
        rows.row(List.of(finding.code(), finding.reason()));
      }
      rows.end(false, "");
    } else {
      session
          .output()
          .line(
              "whole: %,d runs, %,d files, %,d bytes · lake version %d"
                  .formatted(report.runs(), report.files(), report.bytes(), report.version()));
    }
    return report.isClean() ? Exit.DONE : Exit.FAILED;
  }
}
