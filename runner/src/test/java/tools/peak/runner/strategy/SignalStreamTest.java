package tools.peak.runner.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.peak.runner.TestBars;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.strategy.Strategy.BollingerMeanReversion;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.DonchianBreakout;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.Macd;
import tools.peak.runner.strategy.Strategy.RsiReversion;
import tools.peak.runner.strategy.StrategySignals.Holding;

class SignalStreamTest {
  static final List<Strategy> STRATEGIES =
      List.of(
          new MaCrossover(2, 5),
          new MaCrossover(10, 30),
          new MaCrossover(7, 200),
          new RsiReversion(2, 30, 70),
          new RsiReversion(14, 45, 55),
          new Macd(3, 7, 4),
          new Macd(12, 26, 9),
          new BollingerMeanReversion(5, 1),
          new BollingerMeanReversion(20, 2),
          new DonchianBreakout(3, 2),
          new DonchianBreakout(20, 10),
          new DonchianBreakout(5, 50),
          new BuyAndHold());

  /** A walk that now and then stands still, longer than any window. */
  private static Bars bars(long seed) {
    Random random = new Random(seed);
    double[][] openClose = new double[4_000][];
    double price = 100;
    int still = 0;
    for (int i = 0; i < openClose.length; i++) {
      if (still == 0 && random.nextInt(500) == 0) {
        still = 250;
      }
      still = Math.max(0, still - 1);
      double open = price;
      price *= still > 0 ? 1 : 1 + random.nextGaussian() * 0.02;
      openClose[i] = new double[] {open, price};
    }
    return TestBars.of(openClose);
  }

  /** The holdings that the stream's decisions are, each filled at the next bar's open. */
  private static List<Holding> streamed(Strategy strategy, Bars bars) {
    SignalStream stream = new SignalStream(strategy);
    List<Holding> holdings = new ArrayList<>();
    int entry = -1;
    for (int i = 0; i < bars.size(); i++) {
      SignalStream.Signal signal =
          stream.next(
              bars.micros(i),
              bars.open(i),
              bars.high(i),
              bars.low(i),
              bars.close(i),
              bars.volume(i),
              entry >= 0);
      if (i + 1 == bars.size()) {
        break;
      }
      switch (signal) {
        case ENTER -> entry = i + 1;
        case EXIT -> {
          holdings.add(new Holding(entry, i + 1));
          entry = -1;
        }
        case NONE -> {}
      }
    }
    if (entry >= 0) {
      holdings.add(new Holding(entry, Holding.OPEN));
    }
    return holdings;
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void bar_by_bar_it_decides_as_over_all_bars_at_once(Strategy strategy) {
    for (long seed = 1; seed <= 3; seed++) {
      Bars bars = bars(seed);
      List<Holding> expected = StrategySignals.of(strategy, new Market(bars)).holdings();
      assertThat(expected).isNotEmpty();
      assertThat(streamed(strategy, bars)).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
