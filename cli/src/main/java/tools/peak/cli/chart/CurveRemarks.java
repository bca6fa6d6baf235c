package tools.peak.cli.chart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Rebased;

/** What one should know of curves that are laid over each other. */
public final class CurveRemarks {
  private static final double SAME_STEP = 1.5;

  private CurveRemarks() {}

  /**
   * That ranges or frequencies differ, and which runs are not drawn; empty where there is nothing
   * to say.
   *
   * @param order all runs of the comparison
   */
  public static List<String> of(Rebased rebased, List<String> order) {
    List<Curve> curves = rebased.curves();
    List<String> remarks = new ArrayList<>();
    boolean isFew = order.size() <= CurveCharts.SEVERAL;
    if (new TreeSet<>(curves.stream().map(CurveRemarks::range).toList()).size() > 1) {
      remarks.add(
          "ranges differ: "
              + (isFew
                  ? each(curves, order, CurveRemarks::range)
                  : "they begin %s and end %s"
                      .formatted(
                          between(curves.stream().map(c -> c.time(0))),
                          between(curves.stream().map(c -> c.time(c.size() - 1))))));
    }
    double[] steps =
        curves.stream().mapToDouble(CurveRemarks::step).filter(s -> s > 0).sorted().toArray();
    if (steps.length > 1 && steps[steps.length - 1] > SAME_STEP * steps[0]) {
      remarks.add(
          "frequencies differ, a point every: "
              + (isFew
                  ? each(curves, order, curve -> words(step(curve)))
                  : words(steps[0]) + " to " + words(steps[steps.length - 1])));
    }
    if (!curves.isEmpty() && rebased.at() == null) {
      remarks.add("one ended before another began: each is 1 at its own first point");
    }
    if (!rebased.leftOut().isEmpty()) {
      List<String> some = rebased.leftOut().subList(0, Math.min(5, rebased.leftOut().size()));
      remarks.add(
          "not drawn, no curve above zero: "
              + String.join(", ", some)
              + (rebased.leftOut().size() > some.size()
                  ? " and %s more".formatted(rebased.leftOut().size() - some.size())
                  : ""));
    }
    return remarks;
  }

  private static String each(
      List<Curve> curves, List<String> order, Function<Curve, String> words) {
    return curves.stream()
        .map(curve -> CurveCharts.letter(order.indexOf(curve.runId())) + " " + words.apply(curve))
        .collect(Collectors.joining(", "));
  }

  private static String between(Stream<Instant> times) {
    List<Instant> sorted = times.sorted().toList();
    return day(sorted.getFirst()) + " to " + day(sorted.getLast());
  }

  private static String range(Curve curve) {
    return day(curve.time(0)) + " to " + day(curve.time(curve.size() - 1));
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** The median distance of its points in seconds; 0 of a curve of one instant. */
  private static double step(Curve curve) {
    long[] gaps = new long[Math.max(0, curve.size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = curve.micros(i + 1) - curve.micros(i);
    }
    long[] sorted = Arrays.stream(gaps).filter(gap -> gap > 0).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1e6;
  }

  private static String words(double seconds) {
    for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)) {
      double in = seconds / unit.getDuration().toSeconds();
      if (in >= 1) {
        String name = unit.name().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "%.3g", in).replaceAll("\\.?0+$", "")
            + " "
            + (in == 1 ? name.substring(0, name.length() - 1) : name);
      }
    }
    return String.format(Locale.ROOT, "%.3g s", seconds);
  }
}
