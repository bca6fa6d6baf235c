package tools.peak.runner.strategy;

import java.util.function.Supplier;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.Rule;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/** The indicators of bars that are all there, shared with other runs over them. */
record MarketIndicators(Market market) implements IndicatorSource {
  @Override
  public BarSeries series() {
    return market.series();
  }

  @Override
  public Indicator<Num> windowed(Market.IndicatorKey key, Supplier<Indicator<Num>> computation) {
    return market.indicator(key, computation);
  }

  @Override
  public Indicator<Num> recursive(Market.IndicatorKey key, Supplier<Indicator<Num>> computation) {
    return market.indicator(key, computation);
  }

  @Override
  public Indicator<Num> own(Indicator<Num> computation) {
    return IndicatorColumn.of(computation);
  }

  @Override
  public Rule crossedUp(Indicator<Num> first, Indicator<Num> second) {
    return new CrossedUpIndicatorRule(first, second);
  }

  @Override
  public Rule crossedDown(Indicator<Num> first, Indicator<Num> second) {
    return new CrossedDownIndicatorRule(first, second);
  }
}
