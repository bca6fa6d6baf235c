package tools.peak.cli.command.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.cli.page.Report;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.report.RunFacts;
import tools.peak.lake.trade.RoundTrips;

@CommandLine.Command(
    name = "report",
    description = {
      "Writes a page on runs: one HTML file that opens from disk and loads nothing. Up to ten runs",
      "have a section each, several are compared, of many the curves are quantile bands."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak report latest --out report.html",
      "  peak report --where \"strategy = 'macd' and symbol = 'AAPL'\" --out macd.html",
      "  peak report exp_42 exp_43 --benchmark bars.csv --out beside.html"
    })
public final class ReportCommand implements Command {
  private static final int MOST = 500;

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it, over what stands there; without it: standard output.")
  @Nullable Path out;

  @Option(
      names = "--benchmark",
      paramLabel = "RUN|BARS",
      description = "Also stand the runs beside a run, or beside the closes of a file of bars.")
  @Nullable String benchmark;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    Path target = out;
    if (target == null && (invocation.json() || invocation.output().terminal().out())) {
      throw CommandFailed.wrongUsage("a page wants a file: --out report.html");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      AsOf version = AsOfOption.pinned(lake, asOf.time());
      List<String> ids = runs.ids(lake, version);
      if (ids.size() > MOST) {
        throw CommandFailed.wrongUsage(
            "a page holds up to %s runs, these are %s".formatted(MOST, ids.size()));
      }
      Report report = read(invocation, lake, version, ids, benchmark);
      String html = report.html();
      if (target == null) {
        invocation.output().print(html);
      } else {
        SvgOption.write(target, html);
        tell(invocation, target, html, ids.size(), report.origin().snapshot());
      }
    }
    return Exit.DONE;
  }

  private static Report read(
      Invocation invocation,
      Lake lake,
      AsOf version,
      List<String> ids,
      @Nullable String benchmark) {
    Curves curves = Curves.read(lake.equity().asOf(version), ids);
    boolean isDetailed = ids.size() <= CurveCharts.SEVERAL;
    Optional<Comparison> comparison =
        ids.size() < 2
            ? Optional.empty()
            : Optional.of(Comparison.read(lake.runs().asOf(version), ids));
    return new Report(
        new Report.Origin(
            lake.path().toString(),
            curves.snapshot(),
            "peak " + String.join(" ", invocation.arguments()),
            Instant.now()),
        isDetailed ? RunFacts.read(lake, ids, version) : List.of(),
        curves,
        isDetailed
            ? RoundTrips.read(lake.trades().asOf(version), ids)
            : new RoundTrips(curves.snapshot(), Map.of(), Map.of()),
        comparison,
        Optional.ofNullable(benchmark).map(name -> Benchmarks.benchmark(lake, version, name)));
  }

  private static void tell(
      Invocation invocation, Path target, String html, int runs, String snapshot) {
    long bytes = html.getBytes(StandardCharsets.UTF_8).length;
    if (invocation.json()) {
      Map<String, Object> deed = new LinkedHashMap<>();
      deed.put("snapshot", snapshot);
      deed.put("file", target.toString());
      deed.put("runs", runs);
      deed.put("bytes", bytes);
      invocation.output().line(Json.of(deed));
    } else {
      invocation
          .output()
          .line(
              String.format(
                  Locale.ROOT,
                  "%s: %d run%s, %,d kB · lake version %s",
                  target,
                  runs,
                  runs == 1 ? "" : "s",
                  (bytes + 999) / 1_000,
                  snapshot));
    }
  }
}
