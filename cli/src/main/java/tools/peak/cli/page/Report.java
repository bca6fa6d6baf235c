package tools.peak.cli.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.report.RunFacts;
import tools.peak.lake.trade.RoundTrips;

/**
 * A page on runs.
 *
 * @param origin where it comes from
 * @param runs those with a section of their own, at most {@link CurveCharts#SEVERAL}
 * @param curves of all runs
 * @param trips of those in {@code runs}
 * @param comparison of all runs; empty of one alone
 * @param benchmark beside which the runs stand
 */
public record Report(
    Origin origin,
    List<RunFacts> runs,
    Curves curves,
    RoundTrips trips,
    Optional<Comparison> comparison,
    Optional<Curve> benchmark) {
  public Report {
    runs = List.copyOf(runs);
  }

  /**
   * Where a page comes from.
   *
   * @param lake the lake's folder
   * @param snapshot its version
   * @param command the command line that made the page
   * @param made when
   */
  public record Origin(String lake, String snapshot, String command, Instant made) {}

  /** The page's text, whole. */
  public String html() {
    String title =
        comparison
            .map(all -> "%s runs side by side".formatted(all.runs().size()))
            .orElseGet(() -> runs.getFirst().runId());
    Page page =
        new Page(
            title,
            "lake version %s · %s UTC"
                .formatted(
                    origin.snapshot(),
                    origin
                        .made()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replaceAll("[TZ]", " ")
                        .strip()));
    comparison.ifPresent(
        all -> page.section("comparison", "Comparison", new ComparisonSection(all, curves)::print));
    List<String> order =
        comparison
            .map(Comparison::runs)
            .orElseGet(() -> runs.stream().map(RunFacts::runId).toList());
    benchmark.ifPresent(
        curve ->
            page.section(
                "benchmark",
                "Beside the benchmark",
                new BenchmarkSection(curve, curves.curves(), order)::print));
    for (int i = 0; i < runs.size(); i++) {
      RunFacts run = runs.get(i);
      String name = comparison.isEmpty() ? "Result" : CurveCharts.letter(i) + ": " + run.runId();
      RunSection section =
          new RunSection(
              run, curve(run.runId()), trips.byRun().getOrDefault(run.runId(), List.of()));
      page.section(
          "run-" + (i + 1),
          name,
          comparison.isEmpty() ? name : CurveCharts.letter(i),
          section::print);
    }
    page.section("page", "This page", html -> Tables.facts(html, ownFacts()));
    return page.toString();
  }

  private Curve curve(String runId) {
    return curves.curves().stream()
        .filter(curve -> curve.runId().equals(runId))
        .findFirst()
        .orElseGet(() -> new Curve(runId, new long[0], new double[0]));
  }

  private Map<String, String> ownFacts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("lake", origin.lake());
    facts.put("lake version", origin.snapshot());
    facts.put("made", origin.made().toString());
    facts.put("command", origin.command());
    return facts;
  }
}
