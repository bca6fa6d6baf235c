package tools.peak.runner.strategy;

import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * The values of an indicator, computed once and then only read: unlike ta4j's own caches it needs
 * no lock, so that threads can share it.
 */
final class IndicatorColumn implements Indicator<Num> {
  private final BarSeries series;
  private final double[] values;

  private IndicatorColumn(BarSeries series, double[] values) {
    this.series = series;
    this.values = values;
  }

  /**
   * Computes the indicator at every bar, from the last to the first: going backwards, ta4j's moving
   * averages sum each window afresh, where forwards they keep a running sum that drifts, and on a
   * flat market a drift looks like a signal.
   */
  static IndicatorColumn of(Indicator<Num> indicator) {
    BarSeries series = indicator.getBarSeries();
    double[] values = new double[series.getBarCount()];
    for (int i = values.length - 1; i >= 0; i--) {
      values[i] = indicator.getValue(i).doubleValue();
    }
    return new IndicatorColumn(series, values);
  }

  @Override
  public Num getValue(int index) {
    return DoubleNum.valueOf(values[index]);
  }

  @Override
  public int getCountOfUnstableBars() {
    return 0;
  }

  @Override
  public BarSeries getBarSeries() {
    return series;
  }
}
