package tools.peak.runner.strategy;

import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Indicator;
import org.ta4j.core.Rule;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.ConstantIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.indicators.numeric.NumericIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.BooleanRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;
import tools.peak.runner.strategy.Market.IndicatorKey;
import tools.peak.runner.strategy.Strategy.BollingerMeanReversion;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.DonchianBreakout;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.Macd;
import tools.peak.runner.strategy.Strategy.RsiReversion;

/**
 * Each strategy in ta4j's indicators and rules. No rule fires before its longest window is full
 * (ta4j's "unstable bars"), since until then ta4j averages over what there is.
 */
final class Rules {
  private final IndicatorSource market;
  private final BarSeries series;
  private final Indicator<Num> close;

  private Rules(IndicatorSource market) {
    this.market = market;
    this.series = market.series();
    this.close = new ClosePriceIndicator(series);
  }

  static org.ta4j.core.Strategy of(Strategy strategy, Market market) {
    return of(strategy, new MarketIndicators(market));
  }

  static org.ta4j.core.Strategy of(Strategy strategy, IndicatorSource source) {
    return new Rules(source).of(strategy);
  }

  private org.ta4j.core.Strategy of(Strategy strategy) {
    return switch (strategy) {
      case MaCrossover(int fast, int slow) -> whileAbove(sma(fast), sma(slow), slow);
      case RsiReversion(int period, double lower, double upper) ->
          strategy(
              market.crossedDown(
                  rsi(period), new ConstantIndicator<>(series, series.numFactory().numOf(lower))),
              new OverIndicatorRule(rsi(period), upper),
              period + 1);
      case Macd(int fast, int slow, int signal) -> {
        Indicator<Num> macd = market.own(NumericIndicator.of(ema(fast)).minus(ema(slow)));
        yield whileAbove(macd, new EMAIndicator(macd, signal), slow + signal - 1);
      }
      case BollingerMeanReversion(int period, double k) -> {
        BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(sma(period));
        yield strategy(
            new UnderIndicatorRule(
                close,
                new BollingerBandsLowerIndicator(
                    middle, deviation(period), series.numFactory().numOf(k))),
            new OverIndicatorRule(close, middle),
            period - 1);
      }
      case DonchianBreakout(int entry, int exit) ->
          strategy(
              new OverIndicatorRule(close, new PreviousValueIndicator(highest(entry))),
              new UnderIndicatorRule(close, new PreviousValueIndicator(lowest(exit))),
              Math.max(entry, exit));
      case BuyAndHold() -> strategy(BooleanRule.TRUE, BooleanRule.FALSE, 0);
    };
  }

  private org.ta4j.core.Strategy whileAbove(
      Indicator<Num> quick, Indicator<Num> calm, int unstableBars) {
    return strategy(market.crossedUp(quick, calm), market.crossedDown(quick, calm), unstableBars);
  }

  private static org.ta4j.core.Strategy strategy(Rule entry, Rule exit, int unstableBars) {
    return new BaseStrategy(entry, exit, unstableBars);
  }

  private Indicator<Num> sma(int period) {
    return market.windowed(new IndicatorKey("sma", period), () -> new SMAIndicator(close, period));
  }

  private Indicator<Num> ema(int period) {
    return market.recursive(new IndicatorKey("ema", period), () -> new EMAIndicator(close, period));
  }

  private Indicator<Num> rsi(int period) {
    return market.recursive(new IndicatorKey("rsi", period), () -> new RSIIndicator(close, period));
  }

  private Indicator<Num> deviation(int period) {
    return market.windowed(
        new IndicatorKey("deviation", period), () -> new StandardDeviationIndicator(close, period));
  }

  private Indicator<Num> highest(int period) {
    return market.windowed(
        new IndicatorKey("highest", period),
        () -> new DonchianChannelUpperIndicator(series, period));
  }

  private Indicator<Num> lowest(int period) {
    return market.windowed(
        new IndicatorKey("lowest", period),
        () -> new DonchianChannelLowerIndicator(series, period));
  }
}
