package tools.peak.cli.chart;

import java.util.Arrays;

/** How often values occur: bars over even ranges, those below zero in another colour and hatch. */
public final class Histogram {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 190;
  private static final int TITLE = 20;
  private static final int BOTTOM = HEIGHT - 22;
  private static final int MOST_BARS = 60;

  private Histogram() {}

  /**
   * Draws values by round ranges, one of whose edges is zero.
   *
   * @param title with the unit of the values
   * @param values finite, at least one
   */
  public static Picture of(String title, double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    int wanted = Math.clamp((long) Math.ceil(2 * Math.cbrt(values.length)), 5, MOST_BARS);
    Scale rough = Scale.of(Math.min(low, 0), Math.max(high, 0), 0, WIDTH);
    double step = rough.step(wanted);
    long first = (long) Math.floor(low / step);
    long last = (long) Math.floor(high / step);
    long[] counts = new long[(int) (last - first + 1)];
    for (double value : values) {
      counts[(int) ((long) Math.floor(value / step) - first)]++;
    }
    long most = Arrays.stream(counts).max().orElse(1);
    Scale x = new Scale(first * step, (last + 1) * step, 0, WIDTH);
    Scale y = new Scale(0, most * 1.05, BOTTOM, TITLE);
    Svg svg = new Svg();
    svg.words(0, TITLE - 6, "title", title);
    svg.words(WIDTH, TITLE - 6, "tick end", "highest bar: " + most);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double from = (first + i) * step;
        double left = x.at(from);
        double top = y.at((double) counts[i]);
        svg.open(
                "rect",
                "class",
                from < 0 ? "bar loss" : "bar s0",
                "x",
                left + 0.5,
                "y",
                top,
                "width",
                Math.max(0.5, x.at(from + step) - left - 1),
                "height",
                BOTTOM - top)
            .told(
                "%s to %s: %s"
                    .formatted(Scale.plain(from, step), Scale.plain(from + step, step), counts[i]))
            .close("rect");
      }
    }
    svg.open("g", "class", "grid").element("path", "d", "M0 " + BOTTOM + "H" + WIDTH).close("g");
    int about = 6;
    for (double tick : x.ticks(about)) {
      double at = x.at(tick);
      String kind = at < 30 ? "tick" : at > WIDTH - 30 ? "tick end" : "tick middle";
      svg.words(at, BOTTOM + 16, kind, Scale.plain(tick, x.step(about)));
    }
    return new Picture(WIDTH, HEIGHT, title + ": " + values.length + " values", svg.toString());
  }
}
