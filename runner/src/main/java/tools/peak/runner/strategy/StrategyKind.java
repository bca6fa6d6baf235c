package tools.peak.runner.strategy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.peak.runner.strategy.Strategy.BollingerMeanReversion;
import tools.peak.runner.strategy.Strategy.BuyAndHold;
import tools.peak.runner.strategy.Strategy.DonchianBreakout;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.Macd;
import tools.peak.runner.strategy.Strategy.RsiReversion;

/** The strategies there are: names, parameters, and how one is made of its values. */
// The lists are List.of's and the functions capture nothing: immutable, though no type says so.
@SuppressWarnings("ImmutableEnumChecker")
public enum StrategyKind {
  MA_CROSSOVER(
      "ma_crossover",
      "long while a fast moving average is above a slow one",
      List.of(
          Parameter.whole("fast", 10, 1, 10_000, "bars of the fast average"),
          Parameter.whole("slow", 30, 2, 10_000, "bars of the slow average")),
      List.of(new Less("fast", "slow")),
      values -> new MaCrossover(values.whole("fast"), values.whole("slow"))),

  RSI_REVERSION(
      "rsi_reversion",
      "buys when RSI is low, sells when it is high",
      List.of(
          Parameter.whole("period", 14, 2, 10_000, "bars of the RSI"),
          Parameter.decimal("lower", "30", "0", "100", "enters below this RSI"),
          Parameter.decimal("upper", "70", "0", "100", "leaves above this RSI")),
      List.of(new Less("lower", "upper")),
      values ->
          new RsiReversion(
              values.whole("period"), values.decimal("lower"), values.decimal("upper"))),

  MACD(
      "macd",
      "long while MACD is above its signal line",
      List.of(
          Parameter.whole("fast", 12, 1, 10_000, "bars of the fast exponential average"),
          Parameter.whole("slow", 26, 2, 10_000, "bars of the slow exponential average"),
          Parameter.whole("signal", 9, 1, 10_000, "bars of the signal line")),
      List.of(new Less("fast", "slow")),
      values -> new Macd(values.whole("fast"), values.whole("slow"), values.whole("signal"))),

  BOLLINGER_MR(
      "bollinger_mr",
      "buys below the lower Bollinger band, sells above the middle",
      List.of(
          Parameter.whole("period", 20, 2, 10_000, "bars of the average and deviation"),
          Parameter.decimal("k", "2", "0.1", "10", "standard deviations to the band")),
      List.of(),
      values -> new BollingerMeanReversion(values.whole("period"), values.decimal("k"))),

  DONCHIAN_BREAKOUT(
      "donchian_breakout",
      "buys a new high, sells a new low",
      List.of(
          Parameter.whole("entry", 20, 1, 10_000, "bars whose high must be broken"),
          Parameter.whole("exit", 10, 1, 10_000, "bars whose low must be broken")),
      List.of(),
      values -> new DonchianBreakout(values.whole("entry"), values.whole("exit"))),

  BUY_AND_HOLD(
      "buy_and_hold",
      "buys once and holds to the end",
      List.of(),
      List.of(),
      values -> new BuyAndHold());

  private final String text;
  private final String summary;
  private final List<Parameter> parameters;
  private final List<Less> relations;
  private final Function<ParameterValues, Strategy> maker;

  StrategyKind(
      String text,
      String summary,
      List<Parameter> parameters,
      List<Less> relations,
      Function<ParameterValues, Strategy> maker) {
    this.text = text;
    this.summary = summary;
    this.parameters = parameters;
    this.relations = relations;
    this.maker = maker;
  }

  /** What must hold between two parameters of one strategy. */
  private record Less(String left, String right) {
    boolean holds(ParameterValues values) {
      return values.get(left).compareTo(values.get(right)) < 0;
    }

    @Override
    public String toString() {
      return left + " < " + right;
    }
  }

  /**
   * The strategy of that name, such as {@code ma_crossover}.
   *
   * @throws ParameterException if there is none; the message lists those there are
   */
  public static StrategyKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    "no strategy '%s'; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(StrategyKind::text)
                                .collect(Collectors.joining(", ")))));
  }

  /** The name runs carry, such as {@code ma_crossover}. */
  public String text() {
    return text;
  }

  /** What it does, in one line. */
  public String summary() {
    return summary;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** What must hold between the parameters, such as {@code fast < slow}; empty if nothing. */
  public String constraint() {
    return relations.stream().map(Less::toString).collect(Collectors.joining(", "));
  }

  /** The strategy with its default parameters. */
  public Strategy withDefaults() {
    return maker.apply(complete(Map.of()));
  }

  /**
   * The strategy with these parameters, defaults for the others; empty if each value is fine but
   * {@link #constraint()} does not hold.
   *
   * @throws ParameterException if a name is unknown or a value out of its range
   */
  public Optional<Strategy> with(Map<String, BigDecimal> given) {
    return allows(given) ? Optional.of(maker.apply(complete(given))) : Optional.empty();
  }

  /**
   * Whether {@link #constraint()} holds for these parameters, with defaults for the others.
   *
   * @throws ParameterException if a name is unknown or a value out of its range
   */
  public boolean allows(Map<String, BigDecimal> given) {
    ParameterValues values = complete(given);
    return relations.stream().allMatch(less -> less.holds(values));
  }

  /**
   * The parameter of that name.
   *
   * @throws ParameterException if there is none; the message lists those there are
   */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ParameterException(noSuchParameter(name)));
  }

  /** Throws {@link ParameterException} unless every value and relation is right. */
  void check(Map<String, BigDecimal> given) {
    ParameterValues values = complete(given);
    for (Less less : relations) {
      if (!less.holds(values)) {
        throw new ParameterException(
            "%s needs %s, not %s=%s and %s=%s"
                .formatted(
                    text,
                    less,
                    less.left,
                    values.get(less.left).toPlainString(),
                    less.right,
                    values.get(less.right).toPlainString()));
      }
    }
  }

  private ParameterValues complete(Map<String, BigDecimal> given) {
    given.forEach((name, value) -> parameter(name).check(value));
    Map<String, BigDecimal> values = new HashMap<>();
    parameters.forEach(parameter -> values.put(parameter.name(), parameter.defaultValue()));
    values.putAll(given);
    return new ParameterValues(values);
  }

  private String noSuchParameter(String name) {
    return parameters.isEmpty()
        ? "%s has no parameter '%s'; it has none at all".formatted(text, name)
        : "%s has no parameter '%s'; it has %s"
            .formatted(
                text,
                name,
                parameters.stream().map(Parameter::name).collect(Collectors.joining(", ")));
  }
}
