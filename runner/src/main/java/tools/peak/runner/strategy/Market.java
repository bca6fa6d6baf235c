package tools.peak.runner.strategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;
import tools.peak.runner.bars.Bars;

/**
 * Bars as ta4j sees them, with the indicators that runs over the same bars share. For any number of
 * threads.
 *
 * <p>Numbers are doubles: ta4j's default, 32 decimal digits, is many times slower and no truer than
 * the prices are.
 */
public final class Market {
  private static final long SHARED_BYTES = 256L << 20;

  private final Bars bars;
  private final BarSeries series;
  private final Map<IndicatorKey, Indicator<Num>> shared = new ConcurrentHashMap<>();
  private final AtomicLong sharedBytes = new AtomicLong();

  /** What tells one shared indicator from another. */
  record IndicatorKey(String name, int period) {}

  public Market(Bars bars) {
    this.bars = bars;
    this.series = series(bars);
  }

  /** The bars this market is made of. */
  public Bars bars() {
    return bars;
  }

  BarSeries series() {
    return series;
  }

  /**
   * The indicator under this key, computed once by whoever asks first and then only read. Past a
   * bound of memory each run computes its own.
   */
  Indicator<Num> indicator(IndicatorKey key, Supplier<Indicator<Num>> computation) {
    Indicator<Num> known = shared.get(key);
    if (known != null) {
      return known;
    }
    if (sharedBytes.get() + (long) Double.BYTES * bars.size() > SHARED_BYTES) {
      return IndicatorColumn.of(computation.get());
    }
    return shared.computeIfAbsent(
        key,
        absent -> {
          sharedBytes.addAndGet((long) Double.BYTES * bars.size());
          return IndicatorColumn.of(computation.get());
        });
  }

  private static BarSeries series(Bars bars) {
    NumFactory numbers = DoubleNumFactory.getInstance();
    List<Bar> list = new ArrayList<>(bars.size());
    for (int i = 0; i < bars.size(); i++) {
      list.add(
          new BaseBar(
              Duration.ofNanos(1_000),
              bars.time(i),
              numbers.numOf(bars.open(i)),
              numbers.numOf(bars.high(i)),
              numbers.numOf(bars.low(i)),
              numbers.numOf(bars.close(i)),
              numbers.numOf(bars.volume(i)),
              numbers.zero(),
              0));
    }
    return new BaseBarSeriesBuilder()
        .withName(bars.source())
        .withNumFactory(numbers)
        .withBars(list)
        .build();
  }
}
