package tools.peak.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.chart.CurveRemarks;
import tools.peak.cli.output.Cell;
import tools.peak.lake.compare.Comparison;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.Rebased;
import tools.peak.lake.statistics.Quantiles;

/** Runs side by side: what differs, metrics with the best, curves over each other. */
final class ComparisonSection {
  /** Of many runs those metrics have a column that a reader looks for first. */
  private static final List<String> TELLING =
      List.of(
          "total_return",
          "cagr",
          "sharpe",
          "sortino",
          "max_drawdown",
          "volatility",
          "total_trades");

  private static final int SHOWN = 4;
  private static final List<Double> SHARES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  private final Comparison comparison;
  private final Curves curves;

  ComparisonSection(Comparison comparison, Curves curves) {
    this.comparison = comparison;
    this.curves = curves;
  }

  void print(Html html) {
    boolean several = comparison.runs().size() <= CurveCharts.SEVERAL;
    if (several) {
      letters(html);
    }
    curves(html);
    html.of("h3", "What differs");
    html.of(
        "p",
        "%s of the attributes, parameters and meta differ, %s are the same in all."
            .formatted(comparison.differs().size(), comparison.same()));
    if (several) {
      sideBySide(html, "What differs", comparison.differs());
      html.of("h3", "Metrics");
      html.of("p", "* is the best, where one is better than the others.", "class", "faint");
      sideBySide(html, "Metrics", comparison.metrics());
    } else {
      values(html);
      html.of("h3", "Metrics");
      spans(html);
      html.of("h3", "Runs");
      list(html);
    }
    CorrelationsSection.print(html, curves);
  }

  private void letters(Html html) {
    html.in(
        "ul",
        list -> {
          for (int i = 0; i < comparison.runs().size(); i++) {
            int place = i;
            list.in(
                "li",
                item ->
                    item.of("b", CurveCharts.letter(place), "class", "key s" + place)
                        .picture(CurveCharts.sample(place))
                        .of("a", comparison.runs().get(place), "href", "#run-" + (place + 1)));
          }
        },
        "class",
        "letters");
  }

  private void curves(Html html) {
    Rebased rebased = Rebased.of(curves.curves());
    CurveCharts.of(rebased, comparison.runs()).ifPresent(chart -> Figures.print(html, chart));
    CurveRemarks.of(rebased, comparison.runs())
        .forEach(remark -> html.of("p", remark, "class", "faint"));
  }

  private void sideBySide(Html html, String caption, Map<String, Map<String, Object>> facts) {
    if (facts.isEmpty()) {
      return;
    }
    List<String> heads = new ArrayList<>(List.of(""));
    for (int i = 0; i < comparison.runs().size(); i++) {
      heads.add(CurveCharts.letter(i));
    }
    Tables.framed(
        html,
        caption,
        table -> {
          table.in(
              "thead",
              head -> head.in("tr", row -> heads.forEach(name -> Tables.head(row, name, true))));
          table.in(
              "tbody",
              body ->
                  facts.forEach((name, values) -> body.in("tr", row -> cells(row, name, values))));
        },
        "rows sides");
  }

  private void cells(Html row, String name, Map<String, Object> values) {
    row.of("th", name, "scope", "row");
    Set<String> best = comparison.best(name);
    for (String run : comparison.runs()) {
      Object value = values.get(run);
      boolean isBest = best.contains(run);
      row.in(
          "td",
          cell -> {
            cell.value(name, value == null ? "" : value);
            if (isBest) {
              cell.of("b", " *", "title", "best");
            }
          },
          "class",
          (value instanceof Number ? "number" : "") + (isBest ? " best" : ""));
    }
  }

  /** How many values what differs has, and some of them. */
  private void values(Html html) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    comparison
        .differs()
        .forEach(
            (name, values) -> {
              List<String> distinct =
                  values.values().stream().distinct().map(v -> Cell.shown(name, v)).toList();
              rows.add(
                  List.of(
                      name,
                      (long) distinct.size(),
                      (long) values.size(),
                      String.join(", ", distinct.subList(0, Math.min(SHOWN, distinct.size())))
                          + (distinct.size() > SHOWN ? ", …" : "")));
            });
    if (!rows.isEmpty()) {
      Tables.rows(html, "What differs", List.of("name", "values", "runs", "such as"), rows);
    }
  }

  /** What the finite values of a metric span. */
  private void spans(Html html) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String name : comparison.metrics().keySet()) {
      double[] sorted =
          comparison.finite(name).values().stream().mapToDouble(v -> v).sorted().toArray();
      if (sorted.length > 0) {
        List<@Nullable Object> row = new ArrayList<>(List.of(name, (long) sorted.length));
        SHARES.forEach(share -> row.add(Quantiles.of(sorted, share)));
        row.add(comparison.best(name).stream().sorted().findFirst().orElse(""));
        rows.add(row);
      }
    }
    Tables.rows(
        html,
        "Metrics",
        List.of("metric", "runs", "min", "p25", "median", "p75", "max", "best run"),
        rows);
  }

  /** A row a run: many runs have no room for a column each. */
  private void list(Html html) {
    List<String> heads = new ArrayList<>(List.of("run"));
    List<String> metrics = TELLING.stream().filter(comparison.metrics()::containsKey).toList();
    heads.addAll(metrics);
    heads.addAll(comparison.differs().keySet());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String run : comparison.runs()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(run);
      metrics.forEach(
          name -> row.add(comparison.metrics().getOrDefault(name, Map.of()).getOrDefault(run, "")));
      comparison.differs().values().forEach(values -> row.add(values.getOrDefault(run, "")));
      rows.add(row);
    }
    Tables.rows(html, "Runs", heads, rows);
  }
}
