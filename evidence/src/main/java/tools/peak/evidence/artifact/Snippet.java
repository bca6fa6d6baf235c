package tools.peak.evidence.artifact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;

/** {@code report_snippet.md} in upstream's layout, numbers as Python prints them. */
final class Snippet {
  private enum Form {
    PERCENT,
    TWO_DIGITS,
    PLAIN
  }

  private record Highlight(String metric, String label, Form form) {}

  private static final List<Highlight> HIGHLIGHTS =
      List.of(
          new Highlight("total_return", "Total Return", Form.PERCENT),
          new Highlight("sharpe", "Sharpe Ratio", Form.TWO_DIGITS),
          new Highlight("max_drawdown", "Max Drawdown", Form.PERCENT),
          new Highlight("total_trades", "Total Trades", Form.PLAIN),
          new Highlight("win_rate", "Win Rate", Form.PERCENT),
          new Highlight("profit_factor", "Profit Factor", Form.TWO_DIGITS));

  private Snippet() {}

  static String text(Meta meta, List<Stat> stats) {
    StringBuilder text = new StringBuilder("# Backtest Summary\n");
    head("Run ID", meta.runId().isEmpty() ? null : meta.runId(), text);
    head("Strategy", meta.strategy(), text);
    head("Symbol", meta.symbol(), text);
    head("Timestamp", timestamp(meta), text);

    Map<String, Stat> rest = new HashMap<>();
    stats.forEach(stat -> rest.put(stat.metric(), stat));
    text.append("\n## Performance Metrics\n");
    for (Highlight highlight : HIGHLIGHTS) {
      Stat stat = rest.remove(highlight.metric());
      if (stat != null) {
        String value = stat.value() == null ? plain(stat) : shown(stat, stat.value(), highlight);
        line(highlight.label(), value, text);
      }
    }
    if (!rest.isEmpty()) {
      text.append("\n## Additional Info\n");
      List<Stat> sorted = new ArrayList<>(rest.values());
      sorted.sort(Comparator.comparing(Stat::metric));
      sorted.forEach(stat -> line(stat.metric(), plain(stat), text));
    }
    return text.toString();
  }

  private static @Nullable String timestamp(Meta meta) {
    for (Value value : meta.values()) {
      if (value.key().equals("timestamp")) {
        return value.text();
      }
    }
    return null;
  }

  private static void head(String label, @Nullable String value, StringBuilder text) {
    if (value != null) {
      text.append("**").append(label).append(":** `").append(value).append("`\n");
    }
  }

  private static void line(String label, String value, StringBuilder text) {
    text.append("- **").append(label).append(":** ").append(value).append('\n');
  }

  private static String shown(Stat stat, double value, Highlight highlight) {
    return switch (highlight.form()) {
      case PERCENT -> twoDigits(value * 100) + "%";
      case TWO_DIGITS -> twoDigits(value);
      case PLAIN -> plain(stat);
    };
  }

  private static String plain(Stat stat) {
    if (stat.text() != null || stat.value() == null) {
      return String.valueOf(stat.text());
    }
    double value = stat.value();
    return stat.isCount() ? Long.toString((long) value) : repr(value);
  }

  private static String twoDigits(double value) {
    if (!Double.isFinite(value)) {
      return repr(value);
    }
    String text = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    return value < 0 && !text.startsWith("-") ? "-" + text : text;
  }

  /** Python's shortest form, which has an exponent only below 1e-4 and from 1e16. */
  private static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if ((size >= 1e-4 && size < 1e16) || size == 0) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String text = Double.toString(value).replace(".0E", "E").replace('E', 'e');
    int exponent = text.indexOf('e') + 1;
    int power = Integer.parseInt(text.substring(exponent));
    return text.substring(0, exponent)
        + (power < 0 ? "-" : "+")
        + (Math.abs(power) < 10 ? "0" : "")
        + Math.abs(power);
  }
}
