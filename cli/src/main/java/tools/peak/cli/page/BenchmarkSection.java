package tools.peak.cli.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.lake.curve.BenchmarkStats;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Rebased;

/** Runs beside a benchmark: growth over each other, and a row a run. */
final class BenchmarkSection {
  private static final List<String> HEADS =
      BenchmarkStats.COLUMNS.stream()
          .map(column -> column.name().equals("run_id") ? "run" : column.name())
          .toList();

  private final Curve benchmark;
  private final List<Curve> runs;
  private final List<String> order;

  /**
   * @param order all runs of the page: a run has its place's letter
   */
  BenchmarkSection(Curve benchmark, List<Curve> runs, List<String> order) {
    this.benchmark = benchmark;
    this.runs =
        runs.stream()
            .filter(curve -> curve.size() > 1 && !curve.runId().equals(benchmark.runId()))
            .toList();
    this.order = List.copyOf(order);
  }

  void print(Html html) {
    html.of("p", "The benchmark is " + benchmark.runId() + ".");
    if (runs.isEmpty()) {
      html.of("p", "No run beside it has a curve of two points.");
      return;
    }
    List<Curve> all = new ArrayList<>(runs);
    all.add(benchmark);
    Rebased rebased = Rebased.of(all);
    CurveCharts.beside(rebased, order, benchmark.runId())
        .ifPresent(chart -> Figures.print(html, chart));
    List<List<@Nullable Object>> rows =
        runs.stream().map(curve -> BenchmarkStats.of(curve, benchmark).row()).toList();
    Tables.rows(html, "At the times that both have", HEADS, rows);
  }
}
