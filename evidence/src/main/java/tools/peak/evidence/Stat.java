package tools.peak.evidence;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code stats.json}. At least one of {@code value} and {@code text} is there; a JSON
 * null is no entry at all.
 *
 * @param metric the name, such as {@code sharpe}
 * @param value the number, NaN and infinities included; null for a boolean or a text
 * @param text the raw text where the file had no plain number: {@code "3"} has both
 */
public record Stat(String metric, @Nullable Double value, @Nullable String text) {

  /** Whether it counts something: upstream writes those as integers. */
  public boolean isCount() {
    return value != null
        && text == null
        && (metric.endsWith("trades") || metric.endsWith("orders"))
        && Math.rint(value) == value
        && Math.abs(value) < 1e15;
  }
}
