package tools.peak.cli.draw;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Terminal;

/** A curve over time, drawn in text with values at the left and dates below. */
public final class Plot {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long DAYS_WITH_TIME = 10;
  private static final int TICKS = 4;
  private static final int LEAST_WIDTH = 16;

  private Plot() {}

  /**
   * Draws a curve.
   *
   * @param times instants evenly spread over the curve; the first, the middle and the last are
   *     named below it, none if there are none
   * @param values not finite ones leave a gap
   * @param height lines of the curve itself, at least 2
   * @return the lines, none wider than the terminal
   */
  public static List<String> lines(
      List<Instant> times, double[] values, int height, Terminal terminal) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return List.of("(no finite value to draw)");
    }
    if (low == high) {
      double margin = Math.max(Math.abs(low) * 0.01, 1e-9);
      low -= margin;
      high += margin;
    }
    List<String> labels = labels(low, high, height);
    int labelWidth = labels.stream().mapToInt(String::length).max().orElse(0);
    int width = Math.max(LEAST_WIDTH, Math.min(terminal.drawingWidth(), 160) - labelWidth - 3);
    Canvas canvas =
        terminal.unicode() ? new BrailleCanvas(width, height) : new AsciiCanvas(width, height);
    draw(values, low, high, canvas);

    List<String> lines = new ArrayList<>();
    List<String> drawn = canvas.lines();
    for (int i = 0; i < height; i++) {
      String label = labels.get(i);
      String axis = terminal.unicode() ? (label.isEmpty() ? "│" : "┤") : "|";
      lines.add(
          (DisplayWidth.padLeft(label, labelWidth) + " " + axis + drawn.get(i)).stripTrailing());
    }
    lines.add(
        " ".repeat(labelWidth + 1)
            + (terminal.unicode() ? "└" + "─".repeat(width) : "+" + "-".repeat(width)));
    String dates = dates(times, width);
    if (!dates.isEmpty()) {
      lines.add(" ".repeat(labelWidth + 2) + dates);
    }
    return lines;
  }

  /** Each column of dots shows all values that fall into it, joined to its neighbour's. */
  private static void draw(double[] values, double low, double high, Canvas canvas) {
    int columns = canvas.dotColumns();
    int rows = canvas.dotRows();
    int before = -1;
    for (int x = 0; x < columns; x++) {
      int from = (int) ((long) x * (values.length - 1) / Math.max(1, columns - 1));
      int to = (int) ((long) (x + 1) * (values.length - 1) / Math.max(1, columns - 1));
      int top = Integer.MAX_VALUE;
      int bottom = -1;
      int last = -1;
      for (int i = from; i <= Math.min(Math.max(from, to - 1), values.length - 1); i++) {
        if (Double.isFinite(values[i])) {
          last = (int) Math.round((high - values[i]) / (high - low) * (rows - 1));
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

  static List<String> labels(double low, double high, int height) {
    int decimals = Math.clamp((int) Math.ceil(2 - Math.log10(high - low)), 0, 9);
    int every = Math.max(1, (height - 1) / TICKS);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      boolean named = i == height - 1 || (i % every == 0 && height - 1 - i >= every);
      double value = high - (high - low) * i / (height - 1);
      labels.add(named ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "");
    }
    return labels;
  }

  static String dates(List<Instant> times, int width) {
    if (times.isEmpty()) {
      return "";
    }
    Instant first = times.getFirst();
    Instant last = times.getLast();
    boolean brief =
        Math.abs(last.getEpochSecond() - first.getEpochSecond()) < DAYS_WITH_TIME * 86_400;
    DateTimeFormatter format = brief ? MINUTE : DATE;
    String left = format.format(first);
    String right = format.format(last);
    int gap = width - left.length() - right.length();
    if (gap < 1) {
      return left;
    }
    String centre = format.format(times.get(times.size() / 2));
    if (gap < centre.length() + 4) {
      return left + " ".repeat(gap) + right;
    }
    int before = (width - centre.length()) / 2 - left.length();
    return left + " ".repeat(before) + centre + " ".repeat(gap - before - centre.length()) + right;
  }
}
