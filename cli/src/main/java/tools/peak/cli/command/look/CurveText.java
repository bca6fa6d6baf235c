package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.List;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.chart.CurveRemarks;
import tools.peak.cli.draw.Overlay;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.QuantileBands;
import tools.peak.lake.curve.Rebased;

/** Growth and drawdown of several runs, drawn in text. */
final class CurveText {
  private static final int HIGH = 12;
  private static final int LOW = 6;
  private static final int TIMES = 120;

  private CurveText() {}

  static void print(CommandOutput output, Rebased rebased, List<String> order) {
    List<Curve> curves = rebased.curves();
    if (!curves.isEmpty()) {
      List<Curve> falls =
          curves.stream().map(Curve::underwater).filter(fall -> fall.size() > 0).toList();
      panel(output, "Growth of 1", lines(curves, order), 1, "", HIGH);
      panel(output, "Drawdown", lines(falls, order), 100, "%", LOW);
      if (order.size() > CurveCharts.SEVERAL) {
        output.line(output.style().dim("m median · - the middle half · . nine tenths"));
      }
    }
    CurveRemarks.of(rebased, order)
        .forEach(remark -> output.line(output.style().dim(Visible.line(remark))));
  }

  private static void panel(
      CommandOutput output,
      String title,
      List<Overlay.Line> lines,
      double factor,
      String unit,
      int height) {
    if (!lines.isEmpty()) {
      output.line("");
      output.line(output.style().bold(title));
      Overlay.lines(lines, factor, unit, height, output.terminal()).forEach(output::line);
    }
  }

  private static List<Overlay.Line> lines(List<Curve> curves, List<String> order) {
    List<Overlay.Line> lines = new ArrayList<>();
    if (order.size() <= CurveCharts.SEVERAL) {
      for (Curve curve : curves) {
        lines.add(new Overlay.Line((char) ('A' + order.indexOf(curve.runId())), curve));
      }
      return lines;
    }
    List<Curve> five =
        QuantileBands.of(curves, TIMES, List.of(0.05, 0.25, 0.5, 0.75, 0.95)).quantiles();
    for (int i : new int[] {0, 4, 1, 3, 2}) {
      lines.add(new Overlay.Line(i == 2 ? 'm' : i == 0 || i == 4 ? '.' : '-', five.get(i)));
    }
    return lines;
  }
}
