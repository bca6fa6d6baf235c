package tools.peak.runner.strategy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A strategy with its parameters: when to be in the market, long or not at all. It decides at a
 * bar's close from that bar and earlier ones; {@link StrategyKind} says what each parameter means
 * and which values it may take, and a record made outside of that throws {@link
 * ParameterException}.
 */
public sealed interface Strategy {

  /** Which strategy this is. */
  StrategyKind kind();

  /**
   * The parameters as a run's {@code params} holds them, whole ones as Integer, others as Double.
   */
  SequencedMap<String, Number> params();

  /**
   * In while the fast simple moving average is above the slow one: enters and leaves on crosses.
   */
  record MaCrossover(int fast, int slow) implements Strategy {
    public MaCrossover {
      StrategyKind.MA_CROSSOVER.check(
          Map.of("fast", BigDecimal.valueOf(fast), "slow", BigDecimal.valueOf(slow)));
    }

    @Override
    public StrategyKind kind() {
      return StrategyKind.MA_CROSSOVER;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of("fast", fast, "slow", slow);
    }
  }

  /** Enters when Wilder's RSI falls below {@code lower}, leaves when it is above {@code upper}. */
  record RsiReversion(int period, double lower, double upper) implements Strategy {
    public RsiReversion {
      StrategyKind.RSI_REVERSION.check(
          Map.of(
              "period",
              BigDecimal.valueOf(period),
              "lower",
              BigDecimal.valueOf(lower),
              "upper",
              BigDecimal.valueOf(upper)));
    }

    @Override
    public StrategyKind kind() {
      return StrategyKind.RSI_REVERSION;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of("period", period, "lower", lower, "upper", upper);
    }
  }

  /** In while the MACD line is above its signal line: enters and leaves on crosses. */
  record Macd(int fast, int slow, int signal) implements Strategy {
    public Macd {
      StrategyKind.MACD.check(
          Map.of(
              "fast",
              BigDecimal.valueOf(fast),
              "slow",
              BigDecimal.valueOf(slow),
              "signal",
              BigDecimal.valueOf(signal)));
    }

    @Override
    public StrategyKind kind() {
      return StrategyKind.MACD;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of("fast", fast, "slow", slow, "signal", signal);
    }
  }

  /**
   * Enters when the close is below the lower Bollinger band ({@code k} population standard
   * deviations below the simple moving average), leaves when it is above the average.
   */
  record BollingerMeanReversion(int period, double k) implements Strategy {
    public BollingerMeanReversion {
      StrategyKind.BOLLINGER_MR.check(
          Map.of("period", BigDecimal.valueOf(period), "k", BigDecimal.valueOf(k)));
    }

    @Override
    public StrategyKind kind() {
      return StrategyKind.BOLLINGER_MR;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of("period", period, "k", k);
    }
  }

  /**
   * Enters when the close is above the highest high of the {@code entry} bars before it, leaves
   * when it is below the lowest low of the {@code exit} bars before it.
   */
  record DonchianBreakout(int entry, int exit) implements Strategy {
    public DonchianBreakout {
      StrategyKind.DONCHIAN_BREAKOUT.check(
          Map.of("entry", BigDecimal.valueOf(entry), "exit", BigDecimal.valueOf(exit)));
    }

    @Override
    public StrategyKind kind() {
      return StrategyKind.DONCHIAN_BREAKOUT;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of("entry", entry, "exit", exit);
    }
  }

  /** Enters as soon as it can and never leaves: what every other strategy is measured against. */
  record BuyAndHold() implements Strategy {
    @Override
    public StrategyKind kind() {
      return StrategyKind.BUY_AND_HOLD;
    }

    @Override
    public SequencedMap<String, Number> params() {
      return Params.of();
    }
  }
}
