package tools.peak.cli.draw;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Terminal;
import tools.peak.lake.curve.Curve;

/** Several curves over each other, each drawn in its own letter, so that no colour is needed. */
public final class Overlay {
  private static final int LEAST_WIDTH = 16;
  private static final int MOST_WIDTH = 120;

  private Overlay() {}

  /**
   * A curve and the character that it is drawn with. Where lines meet the later one is seen.
   *
   * @param curve with at least one point
   */
  public record Line(char letter, Curve curve) {}

  /**
   * Draws them on one axis of time.
   *
   * @param lines at least one
   * @param factor what values are multiplied by, such as 100 for percent
   * @param unit what stands behind the values of the axis; empty for none
   * @param height in lines, at least 2
   */
  public static List<String> lines(
      List<Line> lines, double factor, String unit, int height, Terminal terminal) {
    long first = lines.stream().mapToLong(line -> line.curve().micros(0)).min().orElse(0);
    long last =
        lines.stream()
            .mapToLong(line -> line.curve().micros(line.curve().size() - 1))
            .max()
            .orElse(0);
    Scale scale =
        Scale.of(
            lines.stream().flatMapToDouble(line -> values(line.curve(), factor)).toArray(),
            height,
            unit);
    if (scale == null) {
      return List.of("(no value to draw)");
    }
    int labelWidth = scale.labelWidth();
    int width =
        Math.max(LEAST_WIDTH, Math.min(terminal.drawingWidth(), MOST_WIDTH) - labelWidth - 3);
    char[][] cells = new char[height][width];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    for (Line line : lines) {
      for (int x = 0; x < width; x++) {
        long at = first + Math.round((double) (last - first) * x / (width - 1));
        int point = line.curve().last(at);
        if (point >= 0 && line.curve().micros(line.curve().size() - 1) >= at) {
          double value = line.curve().equity(point) * factor;
          cells[scale.row(value, height)][x] = line.letter();
        }
      }
    }
    String[] labels = new String[height];
    Arrays.fill(labels, "");
    scale.ticks().forEach((label, value) -> labels[scale.row(value, height)] = label);
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      String axis = terminal.unicode() ? (labels[i].isEmpty() ? "│" : "┤") : "|";
      String row = DisplayWidth.padLeft(labels[i], labelWidth) + " " + axis;
      drawn.add((row + new String(cells[i])).stripTrailing());
    }
    drawn.add(
        " ".repeat(labelWidth + 1)
            + (terminal.unicode() ? "└" + "─".repeat(width) : "+" + "-".repeat(width)));
    drawn.add(
        " ".repeat(labelWidth + 2)
            + Plot.dates(
                List.of(time(first), time(first + (last - first) / 2), time(last)),
                width,
                terminal));
    return drawn;
  }

  private static DoubleStream values(Curve curve, double factor) {
    return IntStream.range(0, curve.size()).mapToDouble(i -> curve.equity(i) * factor);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
