package tools.peak.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.cli.chart.TimeChart.Area;
import tools.peak.cli.chart.TimeChart.Line;
import tools.peak.cli.chart.TimeChart.Panel;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.QuantileBands;
import tools.peak.lake.curve.Rebased;

/**
 * Equity with the drawdown below: of one run, of several laid over each other, of many as bands.
 */
public final class CurveCharts {
  /** So many runs can be told apart. */
  public static final int SEVERAL = 10;

  private static final int HIGH = 250;
  private static final int LOW = 110;
  private static final int TIMES = 240;
  private static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  private CurveCharts() {}

  /** Of one run; empty where it has no point. */
  public static Optional<TimeChart> of(Curve curve) {
    if (curve.size() == 0) {
      return Optional.empty();
    }
    Curve fall = curve.underwater();
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of("Equity", false, HIGH, List.of(new Line("", "s0", curve))));
    if (fall.size() > 1) {
      panels.add(underwater(List.of(new Line("", "loss", fall)), true));
    }
    return Optional.of(new TimeChart("Equity and drawdown of " + curve.runId(), panels));
  }

  /**
   * Of several: growth of 1, by the letters of {@link #letter}; of more than {@link #SEVERAL} their
   * median, the middle half and nine tenths. Empty where none can be rebased.
   *
   * @param order all runs of the comparison: a run has its place's letter
   */
  public static Optional<TimeChart> of(Rebased rebased, List<String> order) {
    List<Curve> curves = rebased.curves();
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    String title = title(rebased);
    List<Curve> falls = curves.stream().map(Curve::underwater).toList();
    List<Panel> panels =
        order.size() <= SEVERAL
            ? List.of(
                Panel.of(title, false, HIGH, lines(curves, order)),
                underwater(lines(falls, order), false))
            : List.of(
                bands(title, false, HIGH, curves),
                bands("Drawdown", true, LOW, falls.stream().filter(c -> c.size() > 0).toList()));
    return Optional.of(
        new TimeChart("Growth and drawdown of %s runs".formatted(curves.size()), panels));
  }

  /**
   * Growth of runs and of a benchmark, without drawdowns; empty where the benchmark can't be
   * rebased.
   *
   * @param order all runs: a run has its place's letter
   * @param benchmark the id of its curve among the rebased
   */
  public static Optional<TimeChart> beside(Rebased rebased, List<String> order, String benchmark) {
    List<Curve> runs =
        rebased.curves().stream().filter(curve -> !curve.runId().equals(benchmark)).toList();
    Optional<Curve> own =
        rebased.curves().stream().filter(curve -> curve.runId().equals(benchmark)).findFirst();
    if (runs.isEmpty() || own.isEmpty()) {
      return Optional.empty();
    }
    String title = title(rebased);
    Panel panel =
        order.size() <= SEVERAL
            ? Panel.of(title, false, HIGH, lines(runs, order))
            : bands(title, false, HIGH, runs);
    List<Line> lines = new ArrayList<>(panel.lines());
    lines.add(new Line("bm", "bench", own.get()));
    return Optional.of(
        new TimeChart(
            "Growth of %s runs, and of the benchmark (bm)".formatted(runs.size()),
            List.of(new Panel(title, false, false, HIGH, panel.areas(), lines))));
  }

  /** A short piece of a run's line, for a key. */
  public static Picture sample(int place) {
    return new Picture(
        36,
        8,
        "line of " + letter(place),
        "<path class=\"line s%s\" d=\"M0 4H36\"/>".formatted(place));
  }

  private static String title(Rebased rebased) {
    return rebased.at() == null
        ? "Growth of 1, each from its own first point"
        : "Growth of 1 since " + rebased.at().toString().substring(0, 10);
  }

  /** The same as a file that stands alone, with a key and what one should know of the curves. */
  public static Optional<Picture> alone(Rebased rebased, List<String> order) {
    List<String> key = new ArrayList<>();
    if (order.size() <= SEVERAL) {
      for (int i = 0; i < order.size(); i++) {
        key.add(letter(i) + "  " + order.get(i));
      }
    } else {
      key.add("Median, middle half (p25 to p75) and nine tenths (p5 to p95)");
    }
    key.addAll(CurveRemarks.of(rebased, order));
    return of(rebased, order).map(chart -> chart.picture(key));
  }

  /** How a run is called in a comparison: A, B, … */
  public static String letter(int place) {
    return Character.toString('A' + place);
  }

  private static List<Line> lines(List<Curve> curves, List<String> order) {
    List<Line> lines = new ArrayList<>();
    for (Curve curve : curves) {
      int place = order.indexOf(curve.runId());
      lines.add(new Line(letter(place), "s" + place, curve));
    }
    return lines;
  }

  private static Panel underwater(List<Line> lines, boolean fill) {
    return new Panel("Drawdown", true, fill, LOW, List.of(), lines);
  }

  private static Panel bands(String title, boolean isFraction, int height, List<Curve> curves) {
    List<Curve> five = QuantileBands.of(curves, TIMES, SHARES).quantiles();
    return new Panel(
        title,
        isFraction,
        false,
        height,
        List.of(
            new Area("outer s0", five.get(0), five.get(4)),
            new Area("inner s0", five.get(1), five.get(3))),
        List.of(
            new Line("p50", "s0", five.get(2)),
            new Line("p95", "s0 fine", five.get(4)),
            new Line("p75", "s0 fine", five.get(3)),
            new Line("p25", "s0 fine", five.get(1)),
            new Line("p5", "s0 fine", five.get(0))));
  }
}
