package tools.peak.runner.strategy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.NumFactory;

/**
 * A strategy's decisions over bars that come one after the other, in constant memory: of the bars
 * only as many are kept as its longest window needs. At each bar it decides as {@link
 * StrategySignals} does over the same bars. Not for several threads.
 */
public final class SignalStream {
  /** What a strategy wants at a bar's close. */
  public enum Signal {
    ENTER,
    EXIT,
    NONE
  }

  /** Bars beyond the longest window: the one before, for what crosses or was highest until then. */
  private static final int SPARE = 8;

  private static final Duration BAR = Duration.ofNanos(1_000);

  private final BarSeries series;
  private final StreamIndicators indicators;
  private final org.ta4j.core.Strategy strategy;

  /** A stream without bars. */
  public SignalStream(Strategy strategy) {
    this.series =
        new BaseBarSeriesBuilder()
            .withName(strategy.kind().text())
            .withNumFactory(DoubleNumFactory.getInstance())
            .withMaxBarCount(longestWindow(strategy) + SPARE)
            .build();
    this.indicators = new StreamIndicators(series);
    this.strategy = Rules.of(strategy, indicators);
  }

  private static int longestWindow(Strategy strategy) {
    return strategy.params().values().stream()
        .map(Number::intValue)
        .max(Comparator.naturalOrder())
        .orElse(1);
  }

  /**
   * Takes the next bar and decides at its close.
   *
   * @param micros when it is, after the bar before; microseconds since the epoch, UTC
   * @param holding whether the strategy is in the market, or on its way into it
   */
  public Signal next(
      long micros,
      double open,
      double high,
      double low,
      double close,
      double volume,
      boolean holding) {
    NumFactory numbers = series.numFactory();
    series.addBar(
        new BaseBar(
            BAR,
            Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
            numbers.numOf(open),
            numbers.numOf(high),
            numbers.numOf(low),
            numbers.numOf(close),
            numbers.numOf(volume),
            numbers.zero(),
            0));
    indicators.next();
    int index = series.getEndIndex();
    if (holding) {
      return strategy.shouldExit(index) ? Signal.EXIT : Signal.NONE;
    }
    return strategy.shouldEnter(index) ? Signal.ENTER : Signal.NONE;
  }

  /** Whether its longest window is not full yet, so that it can want nothing. */
  public boolean isWarmingUp() {
    return strategy.isUnstableAt(series.getEndIndex());
  }
}
