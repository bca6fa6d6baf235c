package tools.peak.runner.strategy;

import java.util.function.Supplier;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.Rule;
import org.ta4j.core.num.Num;

/** Where {@link Rules} take their indicators from: all bars at once, or one bar after the other. */
interface IndicatorSource {
  /** The bars that indicators stand on. */
  BarSeries series();

  /** An indicator whose value follows from its last bars alone, as a moving average's does. */
  Indicator<Num> windowed(Market.IndicatorKey key, Supplier<Indicator<Num>> computation);

  /** One that goes on from its own value before, as an exponential average does. */
  Indicator<Num> recursive(Market.IndicatorKey key, Supplier<Indicator<Num>> computation);

  /** An indicator over others of this source, kept for one strategy alone. */
  Indicator<Num> own(Indicator<Num> computation);

  /** Whether {@code first} comes from below, or last was, and is now above {@code second}. */
  Rule crossedUp(Indicator<Num> first, Indicator<Num> second);

  /** Whether {@code first} comes from above and is now below {@code second}. */
  Rule crossedDown(Indicator<Num> first, Indicator<Num> second);
}
