package tools.peak.cli.command.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.BenchmarkStats;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.Rebased;
import tools.peak.lake.query.Result;
import tools.peak.runner.bars.Bars;

/** Runs beside a benchmark: a row a run, and curves over each other. */
final class Benchmarks {
  private Benchmarks() {}

  static void print(
      Invocation invocation,
      FormatOption formatting,
      SvgOption svg,
      Lake lake,
      AsOf version,
      List<String> ids,
      String name)
      throws IOException {
    Curve benchmark = benchmark(lake, version, name);
    Curves curves = ChosenCurves.read(invocation, lake, version, ids);
    List<Curve> all = new ArrayList<>(curves.curves());
    all.removeIf(curve -> curve.size() < 2 || curve.runId().equals(benchmark.runId()));
    if (all.isEmpty()) {
      throw CommandFailed.failed("no run but the benchmark itself");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<String> apart = new ArrayList<>();
    for (Curve curve : all) {
      BenchmarkStats stats = BenchmarkStats.of(curve, benchmark);
      rows.add(stats.row());
      if (stats.times() < 2) {
        apart.add(curve.runId());
      }
    }
    formatting.print(
        invocation,
        new Result(curves.snapshot(), BenchmarkStats.COLUMNS, rows, false, Optional.empty()));
    if (!apart.isEmpty()) {
      invocation
          .output()
          .notice("fewer than two times in common with the benchmark: " + ChosenCurves.some(apart));
    }
    List<Curve> drawn = Stream.concat(Stream.of(benchmark), all.stream()).toList();
    List<String> order = drawn.stream().map(Curve::runId).toList();
    Rebased rebased = Rebased.of(drawn);
    svg.draw(
        invocation,
        () ->
            CurveCharts.alone(rebased, order)
                .orElseThrow(() -> CommandFailed.failed("no curve above zero to draw")));
    if (formatting.isGlance(invocation)) {
      CurveText.print(invocation.output(), rebased, order);
      invocation.output().line("A is the benchmark: " + benchmark.runId());
    }
  }

  /** A file that is there, else a run. */
  static Curve benchmark(Lake lake, AsOf version, String name) {
    Path file = Path.of(name);
    if (Files.isRegularFile(file)) {
      Bars bars = Bars.read(file);
      long[] micros = new long[bars.size()];
      double[] closes = new double[bars.size()];
      for (int i = 0; i < micros.length; i++) {
        micros[i] = bars.micros(i);
        closes[i] = bars.close(i);
      }
      return new Curve(name, micros, closes);
    }
    String run = RunNames.resolve(lake, name, version);
    Curve curve = Curves.read(lake.equity().asOf(version), List.of(run)).curves().getFirst();
    if (curve.size() < 2) {
      throw CommandFailed.failed("no curve of two points in " + run + ", the benchmark");
    }
    return curve;
  }
}
