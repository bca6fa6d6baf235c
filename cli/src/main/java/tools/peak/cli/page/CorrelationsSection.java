package tools.peak.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.output.Cell;
import tools.peak.lake.curve.Correlations;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.statistics.Quantiles;

/** How alike the returns of runs are: a matrix of few, of many the most and the least alike. */
final class CorrelationsSection {
  private static final int SHADES = 4;
  private static final int ALIKE = 10;
  private static final int APART = 5;

  private CorrelationsSection() {}

  /** Writes it, where there are two curves that have returns. */
  static void print(Html html, Curves curves) {
    List<Curve> moving = curves.curves().stream().filter(curve -> curve.size() > 1).toList();
    if (moving.size() < 2) {
      return;
    }
    html.of("h3", "Correlations");
    Correlations all = Correlations.of(moving);
    if (curves.curves().size() <= CurveCharts.SEVERAL) {
      matrix(html, all, curves.curves().stream().map(Curve::runId).toList());
    } else {
      many(html, all);
    }
  }

  private static void matrix(Html html, Correlations all, List<String> order) {
    List<String> letters =
        all.runs().stream().map(run -> CurveCharts.letter(order.indexOf(run))).toList();
    Tables.framed(
        html,
        "Of returns, on the times that both have",
        table -> {
          table.in(
              "thead",
              head ->
                  head.in(
                      "tr",
                      row -> {
                        Tables.head(row, "", false);
                        letters.forEach(letter -> Tables.head(row, letter, true));
                      }));
          table.in(
              "tbody",
              body -> {
                for (int i = 0; i < letters.size(); i++) {
                  int place = i;
                  body.in("tr", row -> row(row, all, place, letters.get(place)));
                }
              });
        },
        "correlations");
  }

  private static void row(Html html, Correlations all, int i, String letter) {
    html.of("th", letter, "scope", "row");
    for (int j = 0; j < all.runs().size(); j++) {
      double value = all.of(i, j);
      int shade = Double.isNaN(value) ? 0 : (int) Math.round(value * SHADES);
      String kind = shade == 0 ? "" : shade > 0 ? " more" + shade : " less" + -shade;
      html.in("td", cell -> cell.value(value), "class", "number" + kind);
    }
  }

  private static void many(Html html, Correlations all) {
    List<Correlations.Pair> pairs =
        all.pairs().stream()
            .filter(pair -> !Double.isNaN(pair.correlation()))
            .sorted(Comparator.comparingDouble((Correlations.Pair p) -> -p.correlation()))
            .toList();
    if (pairs.isEmpty()) {
      html.of("p", "No two runs have returns at three times in common.");
      return;
    }
    double[] sorted = pairs.stream().mapToDouble(Correlations.Pair::correlation).sorted().toArray();
    html.of(
        "p",
        "Of %,d pairs the median is %s, nine tenths lie between %s and %s."
            .formatted(
                pairs.size(),
                Cell.shown(Quantiles.of(sorted, 0.5)),
                Cell.shown(Quantiles.of(sorted, 0.05)),
                Cell.shown(Quantiles.of(sorted, 0.95))));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    pairs.stream()
        .limit(ALIKE)
        .forEach(p -> rows.add(List.of(p.a(), p.b(), p.correlation(), (long) p.common())));
    Tables.rows(html, "Most alike", List.of("run", "and", "correlation", "returns"), rows);
    if (all.runs().size() > APART) {
      apart(html, all.leastCorrelated(APART));
    }
  }

  private static void apart(Html html, Correlations.Subset subset) {
    if (subset.runs().isEmpty()) {
      return;
    }
    html.of(
        "p",
        "Least alike together, mean correlation %s%s:"
            .formatted(
                Cell.shown(subset.mean()),
                subset.isLeast() ? "" : " (found by exchange: another choice may be lower)"));
    html.in("ul", list -> subset.runs().forEach(run -> list.of("li", run)), "class", "apart");
  }
}
