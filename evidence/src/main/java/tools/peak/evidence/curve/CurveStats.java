package tools.peak.evidence.curve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.peak.evidence.CurveMetric;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Stat;

/**
 * Measures curves: {@link CurveMetric} of all {@link TimedPoints}. Each point counts, also where
 * several are of one instant.
 */
public final class CurveStats {
  private CurveStats() {}

  /**
   * All of them, or none of a curve that tells no return: of fewer than two points that can be
   * placed, between which no time goes by, or which begins at or below zero. What is not defined of
   * a curve is NaN.
   */
  public static List<Stat> of(EquityCurve curve) {
    return metrics(TimedPoints.of(curve))
        .map(metrics -> Arrays.stream(CurveMetric.values()).map(it -> stat(it, metrics)).toList())
        .orElse(List.of());
  }

  /**
   * The same, saying where the run's own metrics are not what its curve says.
   *
   * @param own the run's metrics as its tool computed them
   * @param ownFile the file that they stand in
   * @param curveFile the file that the curve stands in
   */
  public static List<Stat> of(
      EquityCurve curve, String curveFile, List<Stat> own, String ownFile, Notices notices) {
    List<Stat> measured = of(curve);
    CurveNotices.tell(ownFile, own, curveFile, curve, measured, notices);
    return measured;
  }

  /** The first point's value where it alone is why a curve tells no return. */
  static OptionalDouble firstNotAboveZero(EquityCurve curve) {
    TimedPoints points = TimedPoints.of(curve);
    return takesTime(points) && points.equity(0) <= 0
        ? OptionalDouble.of(points.equity(0))
        : OptionalDouble.empty();
  }

  private static Optional<CurveMetrics> metrics(TimedPoints points) {
    return takesTime(points) && points.equity(0) > 0
        ? Optional.of(CurveMetrics.of(points))
        : Optional.empty();
  }

  private static boolean takesTime(TimedPoints points) {
    return points.size() > 1 && points.micros(0) < points.micros(points.size() - 1);
  }

  private static Stat stat(CurveMetric metric, CurveMetrics curve) {
    double value =
        switch (metric) {
          case TOTAL_RETURN -> curve.totalReturn();
          case CAGR -> curve.cagr();
          case VOLATILITY -> curve.volatility();
          case SHARPE -> curve.sharpe();
          case SORTINO -> curve.sortino();
          case MAX_DRAWDOWN -> curve.maxDrawdown();
        };
    return new Stat(metric.metric(), value + 0.0, null); // never −0.0
  }
}
