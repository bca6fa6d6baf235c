package tools.peak.cli.command.upkeep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.Lake;
import tools.peak.lake.upkeep.Finding;
import tools.peak.lake.upkeep.VerifyOptions;
import tools.peak.lake.upkeep.VerifyReport;

@CommandLine.Command(
    name = "verify",
    description = {
      "Looks whether the lake is whole: every named file is there with its size, rows and bytes, no"
          + " row is without its run, the index tells what the tables tell, the catalog's pages are"
          + " sound and its audit is unbroken. It changes nothing."
    },
    footerHeading = "%nExit code 1: something is wrong.%n%nExamples:%n",
    footer = {
      "  peak verify",
      "  peak verify --deep",
      "  peak verify --sample 1%%",
      "  peak --json verify | jq '.findings'"
    })
public final class VerifyCommand implements Command {
  @Option(
      names = "--sample",
      paramLabel = "PERCENT",
      defaultValue = "100%",
      converter = Percent.class,
      description =
          "Read so many of the files byte for byte, such as 1%% (default: all). Which ones changes"
              + " from version to version; all else is looked at in any case.")
  double share;

  @Option(
      names = "--deep",
      description =
          "Decode every value of every file too, and compare what the tables say of their columns.")
  boolean deep;

  @Override
  public int run(Invocation invocation) {
    VerifyReport report;
    try (Lake lake = Lake.open(invocation.lake())) {
      report = lake.verify(new VerifyOptions(share, deep));
    }
    if (invocation.json()) {
      json(invocation, report);
    } else if (report.isClean()) {
      invocation.output().line(whole(report));
    } else {
      RowWriter rows =
          Format.TABLE.open(
              invocation.output(), Long.toString(report.version()), List.of("code", "reason"));
      for (Finding finding : report.findings()) {
        rows.row(List.of(finding.code(), finding.reason()));
      }
      rows.end(false, "");
    }
    return report.isClean() ? Exit.DONE : Exit.FAILED;
  }

  static String whole(VerifyReport report) {
    return String.format(
        Locale.ROOT,
        "whole: %,d runs, %,d files, %,d bytes · lake version %d",
        report.runs(),
        report.files(),
        report.bytes(),
        report.version());
  }

  private static void json(Invocation invocation, VerifyReport report) {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("code", finding.code());
      row.put("path", finding.path());
      row.put("detail", finding.reason());
      findings.add(row);
    }
    new Counts()
        .with("whole", report.isClean())
        .with("files", report.files())
        .with("rows", report.rows())
        .with("findings", findings)
        .with("snapshot", Long.toString(report.version()))
        .print(invocation);
  }

  /** Reads {@code 1%}, {@code 0.5%}, {@code 100}. */
  static final class Percent implements ITypeConverter<Double> {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s*%?");

    @Override
    public Double convert(String text) {
      Matcher written = WRITTEN.matcher(text.strip());
      double percent = written.matches() ? Double.parseDouble(written.group(1)) : -1;
      if (percent < 0 || percent > 100) {
        throw new TypeConversionException("'" + text + "' is no part such as 1% or 12.5%");
      }
      return percent / 100;
    }
  }
}
