package tools.peak.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.chart.CurveCharts;
import tools.peak.cli.chart.Histogram;
import tools.peak.evidence.curve.CurveMetrics;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Drawdown;
import tools.peak.lake.report.RunFacts;
import tools.peak.lake.trade.RoundTrip;
import tools.peak.lake.trade.TradeStats;

/** One run: what it came to, what qualifies that, how it went, what it was made of. */
final class RunSection {
  private static final List<String> SUMMARY =
      List.of("total_return", "cagr", "sharpe", "max_drawdown", "volatility", "total_trades");
  private static final String OF_CURVE = "curve.";
  private static final int DRAWDOWNS = 5;
  private static final int TRADES = 100;

  private final RunFacts run;
  private final Curve curve;
  private final List<RoundTrip> trips;
  private final Map<String, Double> derived;

  RunSection(RunFacts run, Curve curve, List<RoundTrip> trips) {
    this.run = run;
    this.curve = curve;
    this.trips = List.copyOf(trips);
    this.derived = derived(curve);
  }

  /** Writes it; headings are of the third level. */
  void print(Html html) {
    summary(html);
    TradeStats trades = TradeStats.of(trips);
    html.of("h3", "What qualifies this result");
    html.in(
        "ul",
        list -> Qualifiers.of(run, curve, derived, trades).forEach(words -> list.of("li", words)),
        "class",
        "qualifiers");
    CurveCharts.of(curve)
        .ifPresent(
            chart -> {
              html.of("h3", "Curve and drawdown");
              Figures.print(html, chart);
            });
    if (curve.size() > 1) {
      html.of("h3", "Months");
      MonthTable.print(html, curve);
      drawdowns(html);
    }
    html.of("h3", "Metrics");
    metrics(html);
    trades(html, trades);
    facts(html, "Parameters", run.params());
    facts(html, "Tags and notes", run.tags());
    provenance(html);
  }

  private void summary(Html html) {
    html.in(
        "dl",
        list -> {
          for (String name : SUMMARY) {
            Object value = run.metrics().getOrDefault(name, derived.get(name));
            if (value != null) {
              String from = run.metrics().containsKey(name) ? "" : " (of the curve)";
              list.in(
                  "div",
                  tile -> tile.of("dt", name + from).in("dd", text -> text.value(name, value)));
            }
          }
        },
        "class",
        "tiles");
  }

  private static Map<String, Double> derived(Curve curve) {
    Map<String, Double> derived = new LinkedHashMap<>();
    int size = curve.size();
    boolean isPositive = true;
    double[] equity = new double[size];
    for (int i = 0; i < size; i++) {
      equity[i] = curve.equity(i);
      isPositive &= equity[i] > 0;
    }
    if (size < 2 || !isPositive || curve.micros(0) == curve.micros(size - 1)) {
      return derived;
    }
    CurveMetrics metrics = new CurveMetrics(equity, curve.micros(size - 1) - curve.micros(0));
    derived.put("total_return", metrics.totalReturn());
    derived.put("max_drawdown", metrics.maxDrawdown());
    derived.put("cagr", metrics.cagr());
    derived.put("volatility", metrics.volatility());
    derived.put("sharpe", metrics.sharpe());
    derived.put("sortino", metrics.sortino());
    derived.put("calmar", metrics.calmar());
    derived.put("ulcer_index", metrics.ulcerIndex());
    return derived;
  }

  private void drawdowns(Html html) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Drawdown.of(curve).stream()
        .limit(DRAWDOWNS)
        .forEach(
            one ->
                rows.add(
                    List.of(
                        Times.shown(one.start()),
                        Times.shown(one.valley()),
                        one.recovered() ? Times.shown(one.end()) : "not recovered",
                        one.depth(),
                        one.days())));
    if (!rows.isEmpty()) {
      Tables.rows(
          html, "Deepest drawdowns", List.of("start", "valley", "end", "drawdown", "days"), rows);
    }
  }

  private void metrics(Html html) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String name : run.metrics().keySet()) {
      if (!isOfTheCurve(name)) {
        rows.add(row(name));
      }
    }
    for (String name : derived.keySet()) {
      if (!run.metrics().containsKey(name)) {
        rows.add(row(name));
      }
    }
    if (rows.isEmpty()) {
      html.of("p", "It has no metrics.");
      return;
    }
    Tables.rows(html, "Metrics", List.of("metric", "as told", "of the curve"), rows);
  }

  /** What the lake itself computed of the curve stands in a column of its own. */
  private boolean isOfTheCurve(String name) {
    return name.startsWith(OF_CURVE) && derived.containsKey(name.substring(OF_CURVE.length()));
  }

  private List<@Nullable Object> row(String name) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(name);
    row.add(run.metrics().get(name));
    row.add(derived.containsKey(name) ? derived.get(name) : "");
    return row;
  }

  private void trades(Html html, TradeStats stats) {
    if (trips.isEmpty()) {
      return;
    }
    html.of("h3", "Trades");
    Tables.facts(html, TradeFacts.of(stats, trips, curve));
    double[] pnl = trips.stream().mapToDouble(RoundTrip::pnl).filter(Double::isFinite).toArray();
    if (pnl.length > 1) {
      html.in("figure", figure -> figure.picture(Histogram.of("Profit a trade, in currency", pnl)));
    }
    List<RoundTrip> shown =
        trips.stream()
            .sorted(Comparator.comparingDouble((RoundTrip trip) -> -size(trip.pnl())))
            .limit(TRADES)
            .sorted(Comparator.comparingLong(RoundTrip::seq))
            .toList();
    html.in(
        "details",
        details -> {
          details.of(
              "summary",
              trips.size() > TRADES
                  ? "The %s largest of %s round trips".formatted(TRADES, trips.size())
                  : "All %s round trips".formatted(trips.size()));
          Tables.rows(
              details,
              "Round trips",
              List.of("entry", "exit", "symbol", "side", "pnl", "pnl_ratio", "fee", "exit_reason"),
              shown.stream().map(RunSection::trip).toList());
        });
  }

  private static double size(double pnl) {
    return Double.isFinite(pnl) ? Math.abs(pnl) : -1;
  }

  private static List<@Nullable Object> trip(RoundTrip trip) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(Times.shown(trip.entry()));
    row.add(Times.shown(trip.exit()));
    row.add(trip.symbol());
    row.add(trip.side());
    row.add(trip.pnl());
    row.add(trip.ratio());
    row.add(trip.fee());
    row.add(trip.reason());
    return row;
  }

  private static void facts(Html html, String title, Map<String, ?> facts) {
    if (!facts.isEmpty()) {
      html.of("h3", title);
      Tables.facts(html, facts);
    }
  }

  private void provenance(Html html) {
    html.of("h3", "Provenance");
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("run_id", run.runId());
    facts.putAll(run.attributes());
    for (String name : new TreeSet<>(run.meta().keySet())) {
      if (!facts.containsKey(name)) {
        facts.put("meta." + name, run.meta().get(name));
      }
    }
    if (run.attributes().containsKey("trace_id")) {
      facts.put("how it went", "peak trace " + run.runId());
    }
    Tables.facts(html, facts);
    if (!run.files().isEmpty()) {
      Tables.rows(
          html,
          "Files of its folder",
          List.of("file", "bytes", "sha256"),
          run.files().stream()
              .map(file -> List.<Object>of(file.name(), file.bytes(), file.sha256()))
              .toList());
    }
  }
}
