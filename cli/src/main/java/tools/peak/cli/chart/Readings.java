package tools.peak.cli.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.curve.Curve;

/**
 * What a script needs to tell the values below a pointer. Times are steps from point to point in a
 * unit that all of them are whole numbers of, in milliseconds: that keeps a page small.
 */
final class Readings {
  private Readings() {}

  /** One a line of the first panel, with what the other panels' lines of that place say. */
  static List<Map<String, Object>> of(List<TimeChart.Panel> panels, int columns) {
    List<Map<String, Object>> lines = new ArrayList<>();
    List<TimeChart.Line> first = panels.getFirst().lines();
    for (int place = 0; place < first.size(); place++) {
      Curve curve = first.get(place).curve();
      int[] points = Sample.of(curve, columns);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("label", first.get(place).label());
      line.put("kind", first.get(place).kind());
      times(line, curve, points);
      List<List<@Nullable Object>> values = new ArrayList<>();
      for (TimeChart.Panel panel : panels) {
        values.add(
            place < panel.lines().size()
                ? values(panel.lines().get(place).curve(), curve, points)
                : List.of());
      }
      line.put("values", values);
      lines.add(line);
    }
    return lines;
  }

  private static void times(Map<String, Object> line, Curve curve, int[] points) {
    long[] steps = new long[points.length];
    long unit = 0;
    long before = points.length == 0 ? 0 : curve.micros(points[0]) / 1_000;
    line.put("start", before);
    for (int i = 0; i < points.length; i++) {
      long at = curve.micros(points[i]) / 1_000;
      steps[i] = at - before;
      unit = divisor(unit, steps[i]);
      before = at;
    }
    List<Long> whole = new ArrayList<>();
    for (long step : steps) {
      whole.add(unit == 0 ? 0 : step / unit);
    }
    line.put("unit", unit);
    line.put("steps", whole);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? Math.abs(a) : divisor(b, a % b);
  }

  /** Rounded to what a ten-thousandth of the range needs, which is finer than the drawing. */
  private static List<@Nullable Object> values(Curve of, Curve at, int[] points) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < of.size(); i++) {
      low = Math.min(low, of.equity(i));
      high = Math.max(high, of.equity(i));
    }
    double unit = high > low ? Math.pow(10, Math.floor(Math.log10(high - low)) - 4) : 0;
    List<@Nullable Object> values = new ArrayList<>();
    for (int point : points) {
      int place = of == at ? point : of.last(at.micros(point));
      values.add(place < 0 ? null : rounded(of.equity(place), unit));
    }
    return values;
  }

  private static Object rounded(double value, double unit) {
    if (unit == 0 || Math.abs(value) > 1e12 * unit) {
      return value;
    }
    double rounded =
        unit < 1 ? Math.rint(value / unit) / Math.rint(1 / unit) : Math.rint(value / unit) * unit;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
        ? (Object) (long) rounded
        : (Object) rounded;
  }
}
