package tools.peak.runner.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.bars.BarsBuilder;
import tools.peak.runner.strategy.Strategy.BollingerMeanReversion;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.DonchianBreakout;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.Macd;
import tools.peak.runner.strategy.Strategy.RsiReversion;
import tools.peak.runner.strategy.StrategySignals.Holding;

class SignalsTest {

  @Test
  void a_crossover_is_acted_on_at_the_next_open() {
    // Averages of 1 and 2 bars: the price itself against its mean with the one before.
    Bars bars = TestBars.flat(10, 9, 8, 11, 12, 7, 6);
    assertThat(holdings(new MaCrossover(1, 2), bars)).containsExactly(new Holding(4, 6));
  }

  @Test
  void a_donchian_breakout_needs_a_close_above_the_highs_before_it() {
    Bars bars = TestBars.flat(10, 11, 10, 11, 12, 11, 11, 9, 9);
    assertThat(holdings(new DonchianBreakout(3, 2), bars)).containsExactly(new Holding(5, 8));
  }

  @Test
  void a_bollinger_reversion_buys_below_the_band_and_sells_above_the_middle() {
    // Of 10, 10, 10, 6: mean 9, deviation √3, band of 1.5 at 6.40.
    Bars bars = TestBars.flat(10, 10, 10, 10, 10, 6, 6, 9, 9);
    assertThat(holdings(new BollingerMeanReversion(4, 1.5), bars))
        .containsExactly(new Holding(6, 8));
  }

  @Test
  void an_rsi_reversion_buys_a_fall_and_sells_a_rise() {
    Bars bars = TestBars.flat(10, 11, 10, 11, 10, 11, 9, 8, 7, 8, 10, 13, 14, 14);
    List<Holding> holdings = holdings(new RsiReversion(2, 30, 70), bars);
    // Wilder's averages of gain and loss by hand: RSI 22.1 at bar 6, 83.0 at bar 10.
    assertThat(holdings).containsExactly(new Holding(7, 11));
  }

  @Test
  void macd_signals_are_those_of_ta4js_own_indicator() {
    Bars bars = TestBars.walk(600, 7);
    Market market = new Market(bars);
    MACDIndicator macd = new MACDIndicator(new ClosePriceIndicator(market.series()), 8, 21);
    EMAIndicator signal = macd.getSignalLine(5);
    BaseStrategy oracle =
        new BaseStrategy(
            new CrossedUpIndicatorRule(macd, signal),
            new CrossedDownIndicatorRule(macd, signal),
            25);
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < bars.size() - 1; i++) {
      if (oracle.shouldEnter(i)) {
        entries.add(i + 1);
      }
    }
    assertThat(StrategySignals.of(new Macd(8, 21, 5), market).holdings())
        .hasSizeGreaterThan(10)
        .extracting(Holding::entryBar)
        .containsExactlyElementsOf(entries);
  }

  @Test
  void buy_and_hold_is_in_from_the_second_bar_to_the_end() {
    assertThat(holdings(new BuyAndHold(), TestBars.flat(1, 2)))
        .containsExactly(new Holding(1, Holding.OPEN));
  }

  @Test
  void a_signal_on_the_last_bar_comes_to_nothing() {
    assertThat(holdings(new DonchianBreakout(2, 2), TestBars.flat(10, 10, 11))).isEmpty();
    assertThat(holdings(new DonchianBreakout(2, 2), TestBars.flat(10, 10, 11, 11)))
        .containsExactly(new Holding(3, Holding.OPEN));
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void a_window_longer_than_the_data_never_signals(StrategyKind kind) {
    List<Holding> holdings = holdings(kind.withDefaults(), TestBars.flat(10, 9, 8, 9, 12));
    assertThat(holdings).hasSize(kind == StrategyKind.BUY_AND_HOLD ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void nothing_is_decided_by_what_comes_later(StrategyKind kind) {
    Bars bars = TestBars.walk(300, 11);
    List<Holding> whole = holdings(kind.withDefaults(), bars);
    for (int size = 50; size < bars.size(); size += 25) {
      int last = size - 1;
      List<Holding> known =
          whole.stream()
              .filter(holding -> holding.entryBar() <= last)
              .map(
                  holding ->
                      holding.exitBar() > last
                          ? new Holding(holding.entryBar(), Holding.OPEN)
                          : holding)
              .toList();
      assertThat(holdings(kind.withDefaults(), first(bars, size))).isEqualTo(known);
    }
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void a_flat_market_gives_no_signal(StrategyKind kind) {
    double[] prices = new double[500];
    Arrays.fill(prices, 0.1);
    List<Holding> holdings = holdings(kind.withDefaults(), TestBars.flat(prices));
    assertThat(holdings).hasSize(kind == StrategyKind.BUY_AND_HOLD ? 1 : 0);
  }

  @Test
  void threads_that_share_a_market_see_what_one_alone_sees() {
    Bars bars = TestBars.walk(500, 3);
    Market shared = new Market(bars);
    List<Strategy> strategies = new ArrayList<>();
    for (int n = 2; n < 40; n++) {
      strategies.add(new MaCrossover(n, n + 10));
      strategies.add(new RsiReversion(n, 35, 65));
      strategies.add(new Macd(n, 2 * n, 5));
      strategies.add(new BollingerMeanReversion(n, 1));
      strategies.add(new DonchianBreakout(n, n));
    }
    List<Strategy> mixed = new ArrayList<>(strategies);
    Collections.reverse(mixed);
    mixed.addAll(strategies);
    List<StrategySignals> together =
        mixed.parallelStream().map(strategy -> StrategySignals.of(strategy, shared)).toList();
    List<StrategySignals> alone =
        mixed.stream().map(strategy -> StrategySignals.of(strategy, new Market(bars))).toList();
    assertThat(together).isEqualTo(alone);
    assertThat(alone).anyMatch(signals -> !signals.holdings().isEmpty());
  }

  private static List<Holding> holdings(Strategy strategy, Bars bars) {
    return StrategySignals.of(strategy, new Market(bars)).holdings();
  }

  private static Bars first(Bars bars, int size) {
    BarsBuilder builder = new BarsBuilder(bars.source(), "line");
    IntStream.range(0, size)
        .forEach(
            i ->
                builder.add(
                    i,
                    bars.micros(i),
                    bars.open(i),
                    bars.high(i),
                    bars.low(i),
                    bars.close(i),
                    bars.volume(i)));
    return builder.build();
  }
}
