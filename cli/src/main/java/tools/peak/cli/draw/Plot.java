package tools.peak.cli.draw;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Terminal;

/** Curves over time, drawn in text below each other: round values at the left, dates below. */
public final class Plot {
  private static final Duration WITH_TIME_OF_DAY = Duration.ofDays(10);
  private static final int LEAST_WIDTH = 16;
  private static final int MOST_WIDTH = 160;

  private Plot() {}

  /** One of the curves. */
  public static final class Series {
    private final double[] values;
    private final int height;
    private final String unit;

    /**
     * Of values, which are not copied.
     *
     * @param values not finite ones leave a gap
     * @param height lines that it takes, at least 2
     * @param unit what stands behind the values of its axis; empty for none
     */
    public Series(double[] values, int height, String unit) {
      this.values = values;
      this.height = height;
      this.unit = unit;
    }
  }

  /** Draws one curve. */
  public static List<String> lines(
      List<Instant> times, double[] values, int height, Terminal terminal) {
    return lines(times, List.of(new Series(values, height, "")), terminal);
  }

  /**
   * Draws curves of the same times.
   *
   * @param times instants evenly spread over the curves, at most three, which are named below; of
   *     two points there are two, and where times are not known none
   * @return the lines, none wider than the terminal
   */
  public static List<String> lines(List<Instant> times, List<Series> curves, Terminal terminal) {
    List<Scale> scales = new ArrayList<>();
    for (Series curve : curves) {
      Scale scale = Scale.of(curve.values, curve.height, curve.unit);
      if (scale == null) {
        return List.of("(no finite value to draw)");
      }
      scales.add(scale);
    }
    int labelWidth = scales.stream().mapToInt(Scale::labelWidth).max().orElse(0);
    int width =
        Math.max(LEAST_WIDTH, Math.min(terminal.drawingWidth(), MOST_WIDTH) - labelWidth - 3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      lines.addAll(body(curves.get(i), scales.get(i), labelWidth, width, terminal));
      lines.add(
          " ".repeat(labelWidth + 1)
              + (terminal.unicode() ? "└" + "─".repeat(width) : "+" + "-".repeat(width)));
    }
    String dates = dates(times, width, terminal);
    if (!dates.isEmpty()) {
      lines.add(" ".repeat(labelWidth + 2) + dates);
    }
    return lines;
  }

  private static List<String> body(
      Series curve, Scale scale, int labelWidth, int width, Terminal terminal) {
    Canvas canvas =
        terminal.unicode()
            ? new BrailleCanvas(width, curve.height)
            : new AsciiCanvas(width, curve.height);
    draw(curve.values, scale, canvas);
    String[] labels = new String[curve.height];
    Arrays.fill(labels, "");
    int dotsALine = canvas.dotRows() / curve.height;
    scale.ticks().forEach((label, value) -> labels[scale.row(value, canvas) / dotsALine] = label);
    List<String> lines = new ArrayList<>();
    List<String> drawn = canvas.lines();
    for (int i = 0; i < labels.length; i++) {
      String axis = terminal.unicode() ? (labels[i].isEmpty() ? "│" : "┤") : "|";
      lines.add(
          (DisplayWidth.padLeft(labels[i], labelWidth) + " " + axis + drawn.get(i))
              .stripTrailing());
    }
    return lines;
  }

  /** Each column of dots shows all values that fall into it, joined to its neighbour's. */
  private static void draw(double[] values, Scale scale, Canvas canvas) {
    int columns = canvas.dotColumns();
    int before = -1;
    for (int x = 0; x < columns; x++) {
      int from = (int) ((long) x * (values.length - 1) / Math.max(1, columns - 1));
      int to = (int) ((long) (x + 1) * (values.length - 1) / Math.max(1, columns - 1));
      int top = Integer.MAX_VALUE;
      int bottom = -1;
      int last = -1;
      for (int i = from; i <= Math.min(Math.max(from, to - 1), values.length - 1); i++) {
        if (Double.isFinite(values[i])) {
          last = scale.row(values[i], canvas);
          top = Math.min(top, last);
          bottom = Math.max(bottom, last);
        }
      }
      if (last < 0) {
        before = -1;
        continue;
      }
      if (before >= 0) {
        top = Math.min(top, before < top ? before + 1 : top);
        bottom = Math.max(bottom, before > bottom ? before - 1 : bottom);
      }
      for (int y = top; y <= bottom; y++) {
        canvas.dot(x, y);
      }
      before = last;
    }
  }

  static String dates(List<Instant> times, int width, Terminal terminal) {
    if (times.isEmpty()) {
      return "";
    }
    Instant first = times.getFirst();
    Instant last = times.getLast();
    boolean brief = Duration.between(first, last).abs().compareTo(WITH_TIME_OF_DAY) < 0;
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(brief ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd", Locale.ROOT)
            .withZone(terminal.zone());
    String left = format.format(first);
    if (times.size() == 1) {
      return left;
    }
    String right = format.format(last);
    int gap = width - left.length() - right.length();
    if (gap < 1) {
      return left;
    }
    String centre = format.format(times.get(times.size() / 2));
    if (times.size() == 2 || gap < centre.length() + 4) {
      return left + " ".repeat(gap) + right;
    }
    int before = (width - centre.length()) / 2 - left.length();
    return left + " ".repeat(before) + centre + " ".repeat(gap - before - centre.length()) + right;
  }
}
