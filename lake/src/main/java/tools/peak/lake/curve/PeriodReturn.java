package tools.peak.lake.curve;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.peak.lake.query.filter.Grain;

/**
 * What a curve gained in a period.
 *
 * @param period its name, as a filter writes it: {@code 2024-10-01}, {@code 2024-W40}, {@code
 *     2024-10}, {@code 2024-Q4}, {@code 2024}; UTC
 * @param value a fraction
 */
public record PeriodReturn(String period, double value) {
  /**
   * The returns of all periods that the curve has a point in, from the first to the last: the last
   * point of the period over the last point before it, − 1; of the first period over the curve's
   * first point. They multiply up to the total return. That is the simple return of the GIPS
   * standards where nothing is paid in or out, and what quantstats' {@code monthly_returns} gives,
   * which writes 0 where a month has no point; here such a month has no row. NaN where the point
   * before is not above zero. Nothing of a curve of fewer than two points.
   */
  public static List<PeriodReturn> of(Curve curve, Grain every) {
    List<PeriodReturn> returns = new ArrayList<>();
    if (curve.size() < 2) {
      return returns;
    }
    double before = curve.equity(0);
    for (int i = 0; i < curve.size(); i++) {
      String period = name(curve, i, every);
      if (i + 1 == curve.size() || !name(curve, i + 1, every).equals(period)) {
        returns.add(
            new PeriodReturn(period, before > 0 ? curve.equity(i) / before - 1 : Double.NaN));
        before = curve.equity(i);
      }
    }
    return returns;
  }

  private static String name(Curve curve, int point, Grain every) {
    LocalDate day = curve.time(point).atZone(ZoneOffset.UTC).toLocalDate();
    return switch (every) {
      case DAY -> day.toString();
      case WEEK ->
          String.format(
              Locale.ROOT,
              "%04d-W%02d",
              day.get(IsoFields.WEEK_BASED_YEAR),
              day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> String.format(Locale.ROOT, "%04d-%02d", day.getYear(), day.getMonthValue());
      case QUARTER ->
          String.format(Locale.ROOT, "%04d-Q%d", day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
      case YEAR -> String.format(Locale.ROOT, "%04d", day.getYear());
    };
  }
}
