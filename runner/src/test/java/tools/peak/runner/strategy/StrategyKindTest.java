package tools.peak.runner.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.peak.runner.strategy.Strategy.MaCrossover;
import tools.peak.runner.strategy.Strategy.RsiReversion;

class StrategyKindTest {

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void every_strategy_is_found_by_its_name_and_has_defaults(StrategyKind kind) {
    assertThat(StrategyKind.named(kind.text())).isEqualTo(kind);
    Strategy strategy = kind.withDefaults();
    assertThat(strategy.kind()).isEqualTo(kind);
    assertThat(List.copyOf(strategy.params().keySet()))
        .isEqualTo(kind.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void an_unknown_strategy_is_answered_with_the_list() {
    assertThatThrownBy(() -> StrategyKind.named("magic"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "no strategy 'magic'; there are ma_crossover, rsi_reversion, macd, bollinger_mr,"
                + " donchian_breakout, buy_and_hold");
  }

  @Test
  void given_parameters_replace_the_defaults() {
    assertThat(StrategyKind.MA_CROSSOVER.with(values("fast", "5.0")))
        .contains(new MaCrossover(5, 30));
    assertThat(StrategyKind.RSI_REVERSION.with(values("lower", "22.5")))
        .contains(new RsiReversion(14, 22.5, 70));
    assertThat(new RsiReversion(14, 22.5, 70).params())
        .containsExactly(
            Map.entry("period", 14), Map.entry("lower", 22.5), Map.entry("upper", 70.0));
  }

  @Test
  void an_unknown_parameter_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> StrategyKind.MACD.with(values("speed", "5")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("macd has no parameter 'speed'; it has fast, slow, signal");
    assertThatThrownBy(() -> StrategyKind.BUY_AND_HOLD.with(values("speed", "5")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("buy_and_hold has no parameter 'speed'; it has none at all");
  }

  @Test
  void a_value_out_of_range_is_answered_with_the_range() {
    assertThatThrownBy(() -> StrategyKind.MA_CROSSOVER.with(values("fast", "0")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("fast must be a whole number from 1 to 10000, not 0");
    assertThatThrownBy(() -> StrategyKind.MA_CROSSOVER.with(values("fast", "5.5")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("fast must be a whole number from 1 to 10000, not 5.5");
    assertThatThrownBy(() -> StrategyKind.BOLLINGER_MR.with(values("k", "10.1")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("k must be a number from 0.1 to 10, not 10.1");
  }

  @Test
  void a_pair_of_values_without_a_meaning_makes_no_strategy() {
    assertThat(StrategyKind.MA_CROSSOVER.with(values("fast", "30"))).isEmpty();
    assertThat(StrategyKind.MA_CROSSOVER.constraint()).isEqualTo("fast < slow");
    assertThatThrownBy(() -> new MaCrossover(30, 30))
        .isInstanceOf(ParameterException.class)
        .hasMessage("ma_crossover needs fast < slow, not fast=30 and slow=30");
  }

  private static Map<String, BigDecimal> values(String name, String value) {
    return Map.of(name, new BigDecimal(value));
  }
}
