package tools.peak.lake.curve;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/**
 * A run beside a benchmark, over the instants at which both have a point. NaN where there are too
 * few of them, or nothing varies.
 *
 * @param runId the run
 * @param times how many instants they have in common
 * @param excessReturn total return less that of the benchmark, a fraction
 * @param beta covariance of the returns over the variance of the benchmark's
 * @param correlation Pearson's, of the returns
 * @param trackingError sample standard deviation of the differences of returns × √(returns a year);
 *     a fraction a year
 * @param informationRatio mean over sample standard deviation of the differences × √(returns a
 *     year): T. H. Goodwin, "The Information Ratio", Financial Analysts Journal 54 (1998).
 *     quantstats' {@code information_ratio} is not annualised
 * @param months in how many both have a return
 * @param monthsAhead the share of those in which the run's is the higher, from 0 to 1
 */
public record BenchmarkStats(
    String runId,
    int times,
    double excessReturn,
    double beta,
    double correlation,
    double trackingError,
    double informationRatio,
    int months,
    double monthsAhead) {

  /** What a row of them consists of. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("run_id", ColumnType.TEXT),
          new Column("excess_return", ColumnType.DOUBLE),
          new Column("beta", ColumnType.DOUBLE),
          new Column("correlation", ColumnType.DOUBLE),
          new Column("tracking_error", ColumnType.DOUBLE),
          new Column("information_ratio", ColumnType.DOUBLE),
          new Column("months", ColumnType.LONG),
          new Column("months_ahead", ColumnType.DOUBLE),
          new Column("common_times", ColumnType.LONG));

  /** The values of those. */
  public List<@Nullable Object> row() {
    return List.of(
        runId,
        excessReturn,
        beta,
        correlation,
        trackingError,
        informationRatio,
        (long) months,
        monthsAhead,
        (long) times);
  }

  /** Of a run's curve beside a benchmark's. */
  public static BenchmarkStats of(Curve run, Curve benchmark) {
    CommonReturns common = CommonReturns.of(run, benchmark);
    boolean isEnough = common.size() > 1;
    double[] differences = common.differences();
    double deviation = isEnough ? CommonReturns.deviation(differences) : Double.NaN;
    double year = Math.sqrt(common.periodsPerYear());
    double variance = isEnough ? common.secondVariance() : 0;
    Map<String, Double> theirs = months(benchmark);
    Map<String, Double> ours = months(run);
    ours.keySet().retainAll(theirs.keySet());
    long ahead =
        ours.entrySet().stream()
            .filter(m -> m.getValue() > theirs.getOrDefault(m.getKey(), Double.NaN))
            .count();
    return new BenchmarkStats(
        run.runId(),
        common.times(),
        common.firstGrowth() - common.secondGrowth(),
        variance == 0 ? Double.NaN : common.covariance() / variance,
        common.correlation(),
        deviation * year,
        deviation > 0 ? CommonReturns.mean(differences) / deviation * year : Double.NaN,
        ours.size(),
        ours.isEmpty() ? Double.NaN : (double) ahead / ours.size());
  }

  private static Map<String, Double> months(Curve curve) {
    return PeriodReturn.of(curve, Grain.MONTH).stream()
        .filter(month -> Double.isFinite(month.value()))
        .collect(Collectors.toMap(PeriodReturn::period, PeriodReturn::value));
  }
}
