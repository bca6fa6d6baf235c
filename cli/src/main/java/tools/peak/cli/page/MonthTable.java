package tools.peak.cli.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.PeriodReturn;
import tools.peak.lake.query.filter.Grain;

/** Returns by month, a row a year, in percent; shades only repeat what the numbers say. */
final class MonthTable {
  private static final List<String> HEADS =
      List.of(
          "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
          "Year");
  private static final int SHADES = 4;

  private MonthTable() {}

  /** The table of a curve of at least two points. */
  static void print(Html html, Curve curve) {
    Map<String, Double> months =
        PeriodReturn.of(curve, Grain.MONTH).stream()
            .collect(Collectors.toMap(PeriodReturn::period, PeriodReturn::value));
    double most =
        months.values().stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    Tables.framed(
        html,
        "Returns by month, percent",
        table -> {
          table.in(
              "thead",
              head ->
                  head.in("tr", row -> HEADS.forEach(name -> row.of("th", name, "scope", "col"))));
          table.in(
              "tbody",
              body -> {
                for (PeriodReturn year : PeriodReturn.of(curve, Grain.YEAR)) {
                  body.in("tr", row -> year(row, year, months, most));
                }
              });
        },
        "months");
  }

  private static void year(Html row, PeriodReturn year, Map<String, Double> months, double most) {
    row.of("th", year.period(), "scope", "row");
    for (int month = 1; month <= 12; month++) {
      String name = String.format(Locale.ROOT, "%s-%02d", year.period(), month);
      cell(row, months.get(name), most);
    }
    cell(row, year.value(), Double.POSITIVE_INFINITY);
  }

  private static void cell(Html row, @Nullable Double value, double most) {
    if (value == null) {
      row.of("td", "");
      return;
    }
    int shade = most > 0 ? (int) Math.round(value / most * SHADES) : 0;
    String kind = shade == 0 ? "" : shade > 0 ? " up" + shade : " down" + -shade;
    row.in(
        "td",
        cell ->
            cell.in(
                "data",
                text -> text.text(String.format(Locale.ROOT, "%.1f", value * 100)),
                "value",
                value.toString()),
        "class",
        "number" + kind);
  }
}
