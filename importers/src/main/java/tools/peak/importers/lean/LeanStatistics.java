package tools.peak.importers.lean;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.text.Quoted;
import tools.peak.importers.RunDraft;

/**
 * LEAN's statistics, texts for reading: {@code 12.5%}, {@code $1,234.50}. Shares are fractions
 * here; names and signs that differ from ours are in the table of {@code docs/importing.md}.
 */
final class LeanStatistics {
  private static final double PERCENT = 100;

  /** What means what ours does, by its name in small letters with underscores. */
  private static final Map<String, String> OURS =
      Map.of(
          "sharpe_ratio", "sharpe",
          "sortino_ratio", "sortino",
          "compounding_annual_return", "cagr",
          "net_profit", "total_return",
          "drawdown", "max_drawdown",
          "total_trades", "total_orders", // it counted orders, and has been called that since 2023
          "annual_standard_deviation", "volatility");

  private static final Map<String, String> TRADES =
      Map.of(
          "totalnumberoftrades", "total_trades",
          "numberofwinningtrades", "winning_trades",
          "numberoflosingtrades", "losing_trades",
          "profitfactor", "profit_factor",
          "averageprofit", "avg_win",
          "averageloss", "avg_loss",
          "profitlossratio", "avg_win_loss_ratio");

  /** A number with a sign of money before it or behind it, or a percent sign. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "([-+]?)\\p{Sc}?([-+]?(?:\\d[\\d,]*)?\\.?\\d+(?:[eE][-+]?\\d+)?)\\s*(%|\\p{Sc})?");

  private LeanStatistics() {}

  /** Takes one of {@code statistics}. */
  static void take(RunDraft run, String file, String name, @Nullable Object value) {
    String own = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    if (value instanceof Number number) {
      put(run, own, number.doubleValue());
      return;
    }
    if (!(value instanceof String text) || text.isBlank()) {
      return;
    }
    Double number = number(text.strip());
    if (number != null) {
      put(run, own, number);
      return;
    }
    run.stat(OURS.getOrDefault(own, own), null, text);
    if (Character.isDigit(text.strip().charAt(0))) {
      run.notice(
          file,
          NoticeCode.NO_NUMBER,
          "statistics: " + name + ": " + Quoted.text(text) + " is no number; its text is kept");
    }
  }

  private static void put(RunDraft run, String own, double number) {
    String metric = OURS.getOrDefault(own, own);
    run.stat(metric, metric.equals("max_drawdown") ? -Math.abs(number) : number);
  }

  /** The number of a text; null if it is none. */
  static @Nullable Double number(String text) {
    switch (text) {
      case "NaN" -> {
        return Double.NaN;
      }
      case "∞", "Infinity" -> {
        return Double.POSITIVE_INFINITY;
      }
      default -> {}
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return null;
    }
    double value = Double.parseDouble(number.group(2).replace(",", ""));
    double signed = number.group(1).equals("-") ? -value : value;
    return "%".equals(number.group(3)) ? signed / PERCENT : signed;
  }

  /** Takes one of {@code tradeStatistics}, numbers or texts of them, in money. */
  static void ofTrades(RunDraft run, String name, @Nullable Object value) {
    String metric = TRADES.get(name.toLowerCase(Locale.ROOT));
    if (metric == null) {
      return;
    }
    Double number =
        value instanceof Number given
            ? (Double) given.doubleValue()
            : value instanceof String text ? number(text.strip()) : null;
    if (number != null) {
      run.stat(metric, number);
    }
  }
}
