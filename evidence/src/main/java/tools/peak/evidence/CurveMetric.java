package tools.peak.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The metrics that every run with a curve has by the same definitions, those of {@link
 * tools.peak.evidence.curve.CurveMetrics}, whatever its tool calls a Sharpe ratio.
 */
public enum CurveMetric {
  /** A fraction. */
  TOTAL_RETURN,
  /** Compound annual growth rate, a fraction a year. */
  CAGR,
  /** Standard deviation of the returns, annualised; a fraction. */
  VOLATILITY,
  /** Annualised, with a risk-free rate of 0. */
  SHARPE,
  /** Annualised, with a target of 0. */
  SORTINO,
  /** A fraction, at most 0. */
  MAX_DRAWDOWN;

  private static final List<String> NAMES =
      Arrays.stream(values()).map(CurveMetric::metric).toList();

  /** The name that files have for a metric of this kind, such as {@code sharpe}. */
  public String plainName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in the lake, such as {@code curve.sharpe}; no file's own metric has it. */
  public String metric() {
    return "curve." + plainName();
  }

  /** Whether it is the name of one of these in the lake. */
  public static boolean isName(String metric) {
    return metric.startsWith("curve.") && NAMES.contains(metric);
  }
}
