package tools.peak.cli.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.peak.cli.output.Cell;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.report.RunFacts;
import tools.peak.lake.trade.TradeStats;

/** What one should know before one believes a result. */
final class Qualifiers {
  private static final int FEW_TRADES = 30;
  private static final double SAME = 1e-6;

  private Qualifiers() {}

  /**
   * In words, the weightiest first.
   *
   * @param derived metrics that the curve itself gives, by name; empty without a curve
   */
  static List<String> of(
      RunFacts run, Curve curve, Map<String, Double> derived, TradeStats trades) {
    List<String> words = new ArrayList<>();
    words.add(kind(run));
    run.notices()
        .forEach(one -> words.add("%s, %s: %s".formatted(one.file(), one.code(), one.detail())));
    differences(run, derived, words);
    words.add(span(curve));
    if (curve.leftOut() > 0) {
      words.add(
          "%s points of the curve have no time or no finite value: left out"
              .formatted(curve.leftOut()));
    }
    trades(trades, words);
    List<String> odd =
        run.metrics().entrySet().stream()
            .filter(
                metric ->
                    !metric.getKey().startsWith("curve.")
                        && metric.getValue() instanceof Double value
                        && !Double.isFinite(value))
            .map(Map.Entry::getKey)
            .toList();
    if (!odd.isEmpty()) {
      words.add("NaN or infinite: " + String.join(", ", odd));
    }
    if (!run.texts().isEmpty()) {
      words.add(
          "no plain numbers: "
              + run.texts().entrySet().stream()
                  .map(text -> text.getKey() + " = " + text.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (!run.attributes().containsKey("git_sha")) {
      words.add("No git sha: which code made it is not known");
    }
    return words;
  }

  private static String kind(RunFacts run) {
    Object stage = run.attributes().getOrDefault("stage", "unknown");
    Object sample = run.meta().get("sample");
    return "Stage " + stage + (sample == null ? "" : ", sample " + sample);
  }

  private static void differences(RunFacts run, Map<String, Double> derived, List<String> words) {
    derived.forEach(
        (name, value) -> {
          if (run.metrics().get(name) instanceof Double told
              && Double.isFinite(told)
              && Double.isFinite(value)
              && !isNoticed(run, name)
              && Math.abs(told - value) > SAME * Math.max(1, Math.abs(value))) {
            words.add(
                "%s is told as %s; the curve gives %s"
                    .formatted(name, Cell.shown(name, told), Cell.shown(name, value)));
          }
        });
  }

  /** Whether the lake itself said so when it took the run in. */
  private static boolean isNoticed(RunFacts run, String metric) {
    return run.notices().stream()
        .anyMatch(
            notice ->
                notice.code().equals("metric_differs") && notice.detail().startsWith(metric + ":"));
  }

  private static String span(Curve curve) {
    if (curve.size() < 2) {
      return curve.size() == 0 ? "No equity curve" : "An equity curve of one point";
    }
    double days = Duration.between(curve.time(0), curve.time(curve.size() - 1)).toHours() / 24.0;
    return String.format(
        Locale.ROOT,
        "%,d points over %.1f days%s",
        curve.size(),
        days,
        days < 30 ? ": too short for a rate of a year" : "");
  }

  private static void trades(TradeStats trades, List<String> words) {
    if (trades.trades() == 0) {
      words.add("No round trip with a profit or loss");
      return;
    }
    if (trades.trades() < FEW_TRADES) {
      words.add("Only %s round trips".formatted(trades.trades()));
    }
    if (trades.fees() == 0) {
      words.add("Its trades paid no fee, or nobody wrote it down");
    }
  }
}
