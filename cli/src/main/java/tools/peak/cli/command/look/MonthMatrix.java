package tools.peak.cli.command.look;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Visible;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.PeriodReturn;
import tools.peak.lake.query.filter.Grain;

/** Returns by month, a line a year, in percent with one decimal. */
final class MonthMatrix {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final int WIDTH = 6;
  private static final int FULL = 6 + 13 * WIDTH;

  private MonthMatrix() {}

  static void print(CommandOutput output, Curves curves) {
    for (Curve curve : curves.curves()) {
      if (curve.size() > 1) {
        output.line(output.style().bold(Visible.line(curve.runId())));
        matrix(output, curve);
        output.line("");
      }
    }
    output.line(output.style().dim("returns in percent · lake version " + curves.snapshot()));
  }

  private static void matrix(CommandOutput output, Curve curve) {
    Map<String, Double> months = byName(curve, Grain.MONTH);
    boolean wide = output.terminal().width() >= FULL;
    int columns = wide ? 12 : 6;
    for (int from = 0; from < 12; from += columns) {
      StringBuilder head = new StringBuilder("    ");
      MONTHS.subList(from, from + columns).forEach(name -> head.append(padded(name)));
      output.line(head + (from + columns == 12 ? "  " + padded("Year") : ""));
      for (PeriodReturn year : PeriodReturn.of(curve, Grain.YEAR)) {
        StringBuilder line = new StringBuilder(year.period());
        for (int month = from + 1; month <= from + columns; month++) {
          String name = String.format(Locale.ROOT, "%s-%02d", year.period(), month);
          line.append(cell(output, months.get(name)));
        }
        String end = from + columns == 12 ? "  " + cell(output, year.value()) : "";
        output.line((line + end).stripTrailing());
      }
    }
  }

  private static Map<String, Double> byName(Curve curve, Grain every) {
    return PeriodReturn.of(curve, every).stream()
        .collect(Collectors.toMap(PeriodReturn::period, PeriodReturn::value));
  }

  /** The sign is written, so that colour says nothing alone. */
  private static String cell(CommandOutput output, @Nullable Double value) {
    if (value == null) {
      return padded("");
    }
    String text = padded(String.format(Locale.ROOT, "%.1f", value * 100));
    return value > 0 ? output.style().green(text) : value < 0 ? output.style().red(text) : text;
  }

  private static String padded(String text) {
    return text.length() < WIDTH ? DisplayWidth.padLeft(text, WIDTH) : " " + text;
  }
}
