package tools.peak.evidence.curve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.CurveMetric;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Stat;

/** Says where a file's own metrics are not what its run's curve says. */
final class CurveNotices {
  /** Of what the curve says. */
  private static final double TOLERANCE = 0.05;

  /** Half a unit of the fourth decimal: files round. */
  private static final double ROUNDING = 5e-5;

  private static final MathContext DIGITS = new MathContext(6);

  private final String file;
  private final List<Stat> own;
  private final Notices notices;

  private CurveNotices(String file, List<Stat> own, Notices notices) {
    this.file = file;
    this.own = own;
    this.notices = notices;
  }

  /**
   * Says it.
   *
   * @param stats the file's metrics
   * @param measured the curve's; none of one that tells no return
   */
  static void tell(
      String statsFile,
      List<Stat> stats,
      String curveFile,
      EquityCurve curve,
      List<Stat> measured,
      Notices notices) {
    CurveStats.firstNotAboveZero(curve)
        .ifPresent(
            first ->
                notices.add(
                    curveFile,
                    NoticeCode.NO_CURVE_METRICS,
                    "begins at "
                        + shown(first)
                        + ": there is no return on that, so the run has no curve.sharpe and the"
                        + " like; write what the account is worth, not its profit"));
    CurveNotices own = new CurveNotices(statsFile, stats, notices);
    own.reserved();
    for (CurveMetric metric : CurveMetric.values()) {
      Double says = value(metric.plainName(), stats);
      Double curveSays = value(metric.metric(), measured);
      if (says != null && curveSays != null && differ(says, curveSays)) {
        own.differs(metric, says, curveSays);
      }
    }
  }

  private void reserved() {
    for (Stat stat : own) {
      if (CurveMetric.isName(stat.metric())) {
        notices.add(
            file,
            NoticeCode.RESERVED_METRIC,
            stat.metric()
                + ": is Peak's name for what it computes from the curve; the file's value is left"
                + " out, give it another name");
      }
    }
  }

  private void differs(CurveMetric metric, double says, double curveSays) {
    notices.add(
        file,
        NoticeCode.METRIC_DIFFERS,
        String.format(
            Locale.ROOT,
            "%s: the file says %s, its curve %s (%s)%s",
            metric.plainName(),
            shown(says),
            shown(curveSays),
            metric.metric(),
            remedy(metric, says, curveSays)));
  }

  /** What is most likely meant, by the two numbers alone. */
  private static String remedy(CurveMetric metric, double says, double curveSays) {
    if (!differ(-says, curveSays)) {
      return metric == CurveMetric.MAX_DRAWDOWN
          ? "; write drawdowns at or below 0"
          : "; the sign is turned";
    }
    if (!differ(says / 100, curveSays) || !differ(-says / 100, curveSays)) {
      return switch (metric) {
        case TOTAL_RETURN, CAGR, VOLATILITY -> "; it looks like percent, write a fraction";
        case MAX_DRAWDOWN ->
            "; it looks like percent, write a fraction" + (says > 0 ? " at or below 0" : "");
        case SHARPE, SORTINO -> "";
      };
    }
    return "";
  }

  /** Whether a number is so far from what the curve says that it is told; NaN says nothing. */
  private static boolean differ(double says, double curveSays) {
    if (Double.isInfinite(says) || Double.isInfinite(curveSays)) {
      return says != curveSays && !Double.isNaN(says) && !Double.isNaN(curveSays);
    }
    double distance = Math.abs(says - curveSays);
    return distance > ROUNDING && distance > TOLERANCE * Math.abs(curveSays);
  }

  private static @Nullable Double value(String metric, List<Stat> stats) {
    for (Stat stat : stats) {
      if (stat.metric().equals(metric)) {
        return stat.value();
      }
    }
    return null;
  }

  private static String shown(double value) {
    if (Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean isLong = digits.scale() > 12 || digits.precision() - digits.scale() > 12;
    return isLong ? digits.toString() : digits.toPlainString();
  }
}
