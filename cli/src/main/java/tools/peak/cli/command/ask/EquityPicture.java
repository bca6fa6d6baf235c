package tools.peak.cli.command.ask;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.draw.Plot;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Counted;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Rows;

/** A run's equity curve, and below it how far it was below its highest point so far. */
public final class EquityPicture {
  private static final int HEIGHT = 12;
  private static final int DRAWDOWN_HEIGHT = 5;
  private static final double PERCENT = 100;

  private double[] equity = new double[1_024];
  private long[] times = new long[1_024];
  private int count;

  private EquityPicture() {}

  /** Draws the curve of the run that a filter names; nothing if it has none. */
  public static void draw(CommandOutput output, Lake lake, String filter, AsOf asOf) {
    EquityPicture picture = new EquityPicture();
    try (Rows points =
        lake
            .equity()
            .where(filter)
            .asOf(asOf)
            .orderBy("seq")
            .columns("timestamp", "equity")
            .stream()) {
      points.forEach(picture::add);
    }
    if (picture.count > 0) {
      picture.draw(output);
    }
  }

  private void add(List<@Nullable Object> point) {
    if (count == equity.length) {
      equity = Arrays.copyOf(equity, count * 2);
      times = Arrays.copyOf(times, count * 2);
    }
    equity[count] = point.get(1) instanceof Number value ? value.doubleValue() : Double.NaN;
    times[count] = point.get(0) instanceof Instant time ? time.toEpochMilli() : Long.MIN_VALUE;
    count++;
  }

  private void draw(CommandOutput output) {
    double[] values = Arrays.copyOf(equity, count);
    double[] drawdown = drawdown(values);
    double deepest = Arrays.stream(drawdown).filter(Double::isFinite).min().orElse(0);
    List<Plot.Series> curves = new ArrayList<>(List.of(new Plot.Series(values, HEIGHT, "")));
    String facts = Counted.of(count, "point");
    if (deepest < 0) {
      curves.add(new Plot.Series(drawdown, DRAWDOWN_HEIGHT, "%"));
      facts +=
          ", below it the drawdown, "
              + Cell.shown("drawdown", deepest / PERCENT)
              + " at its deepest";
    }
    output.line(output.style().bold("Equity"));
    output.remark(facts);
    Plot.lines(labels(), curves, output.terminal()).forEach(output::line);
    output.line("");
  }

  /** In per cent; there is none below a peak that is not above zero. */
  private static double[] drawdown(double[] values) {
    double[] drawdown = new double[values.length];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        peak = Math.max(peak, values[i]);
      }
      drawdown[i] = peak > 0 ? (values[i] - peak) / peak * PERCENT : Double.NaN;
    }
    return drawdown;
  }

  /** The first, the middle and the last time, as far as there are three. */
  private List<Instant> labels() {
    return Arrays.stream(new int[] {0, count / 2, count - 1})
        .distinct()
        .filter(i -> times[i] != Long.MIN_VALUE)
        .mapToObj(i -> Instant.ofEpochMilli(times[i]))
        .toList();
  }
}
