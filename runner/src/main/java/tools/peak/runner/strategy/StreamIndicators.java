package tools.peak.runner.strategy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.Rule;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * The indicators of bars that come one after the other. Each is computed once a bar, in the order
 * in which they were asked for, and its last values alone are kept.
 *
 * <p>A windowed one is made anew for each bar: ta4j's own would keep a running sum, which drifts,
 * where {@link IndicatorColumn} sums each window afresh. So both give the same to the last bit.
 */
final class StreamIndicators implements IndicatorSource {
  private final BarSeries series;
  private final Map<Market.IndicatorKey, Indicator<Num>> known = new HashMap<>();
  private final List<Runnable> steps = new ArrayList<>();

  StreamIndicators(BarSeries series) {
    this.series = series;
  }

  /** A bar was added to the series. */
  void next() {
    steps.forEach(Runnable::run);
  }

  @Override
  public BarSeries series() {
    return series;
  }

  @Override
  public Indicator<Num> windowed(Market.IndicatorKey key, Supplier<Indicator<Num>> computation) {
    return known.computeIfAbsent(key, _ -> add(new Latest(series, computation)));
  }

  @Override
  public Indicator<Num> recursive(Market.IndicatorKey key, Supplier<Indicator<Num>> computation) {
    return known.computeIfAbsent(key, _ -> own(computation.get()));
  }

  @Override
  public Indicator<Num> own(Indicator<Num> computation) {
    return add(new Latest(series, () -> computation));
  }

  @Override
  public Rule crossedUp(Indicator<Num> first, Indicator<Num> second) {
    return crossing(second, own(first));
  }

  @Override
  public Rule crossedDown(Indicator<Num> first, Indicator<Num> second) {
    return crossing(first, own(second));
  }

  private Rule crossing(Indicator<Num> up, Indicator<Num> low) {
    Crossing crossing = new Crossing(own(up), low);
    steps.add(crossing::next);
    return (_, _) -> crossing.crossed;
  }

  private Latest add(Latest indicator) {
    steps.add(indicator::next);
    return indicator;
  }

  /** The values at the last bars. */
  private static final class Latest implements Indicator<Num> {
    /** The bar itself and the one before, and as many again to spare. */
    private static final int KEPT = 4;

    private final BarSeries series;
    private final Supplier<Indicator<Num>> computation;
    private final double[] values = new double[KEPT];

    Latest(BarSeries series, Supplier<Indicator<Num>> computation) {
      this.series = series;
      this.computation = computation;
    }

    void next() {
      int index = series.getEndIndex();
      values[index % KEPT] = computation.get().getValue(index).doubleValue();
    }

    @Override
    public Num getValue(int index) {
      if (series.getEndIndex() - index >= KEPT) {
        throw new IllegalStateException("the value at bar " + index + " is gone");
      }
      return DoubleNum.valueOf(values[index % KEPT]);
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

  /**
   * ta4j's CrossIndicator without its walk back over bars that are equal, which a bounded series no
   * longer has: which of the two was above is remembered instead.
   */
  private static final class Crossing {
    private final Indicator<Num> up;
    private final Indicator<Num> low;
    private boolean wasAbove;
    private boolean crossed;

    Crossing(Indicator<Num> up, Indicator<Num> low) {
      this.up = up;
      this.low = low;
    }

    void next() {
      int index = up.getBarSeries().getEndIndex();
      Num upper = up.getValue(index);
      Num lower = low.getValue(index);
      crossed = index > 0 && wasAbove && upper.isLessThan(lower);
      if (index == 0 || !upper.isEqual(lower)) {
        wasAbove = upper.isGreaterThan(lower);
      }
    }
  }
}
