package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.StrategyKind;

class ParameterGridTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 10",
        "5..8 | 5,6,7,8",
        "5..50:15 | 5,20,35,50",
        "5..51:15 | 5,20,35,50",
        "7..7 | 7",
        "0.1..0.5:0.1 | 0.1,0.2,0.3,0.4,0.5",
        "1.50..2.5:0.5 | 1.5,2,2.5",
        "-2..2:2 | -2,0,2",
        "3,1,2 | 3,1,2",
        "5..7,20 , 6 | 5,6,7,20",
        "10.0,10 | 1E+1",
      })
  void ranges_include_both_ends_and_lists_keep_their_order(String text, String values) {
    assertThat(axis(text))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(
            List.of(values.split(",")).stream().map(BigDecimal::new).toList());
  }

  @Test
  void decimal_steps_do_not_drift() {
    List<BigDecimal> values = axis("0.1..100:0.1");
    assertThat(values).hasSize(1_000);
    assertThat(values.get(699).doubleValue()).isEqualTo(70.0);
    assertThat(values.getLast().doubleValue()).isEqualTo(100.0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "fast | 'fast' is no parameter; write it as fast=10, fast=5..50:5 or fast=5,10,20",
        "=5 | '=5' is no parameter; write it as fast=10, fast=5..50:5 or fast=5,10,20",
        "fast= | fast: '' is neither a number nor a range such as 5..50:5",
        "fast=abc | fast: 'abc' is neither a number nor a range such as 5..50:5",
        "fast=5..x | fast: '5..x' is neither a number nor a range such as 5..50:5",
        "fast=5,,6 | fast: '' is neither a number nor a range such as 5..50:5",
        "fast=1e9 | fast: '1e9' is neither a number nor a range such as 5..50:5",
        "fast=5..10:0 | fast: the step of 5..10:0 must be above 0",
        "fast=5..10:-1 | fast: the step of 5..10:-1 must be above 0",
        "fast=10..5 | fast: the range 10..5 ends before it begins",
        "fast=1..9999999 | fast has more than 1,000,000 values; make its steps larger",
      })
  void what_cannot_be_read_is_named(String argument, String message) {
    assertThatThrownBy(() -> ParameterGrid.parse(List.of(argument)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void a_parameter_given_twice_is_refused() {
    assertThatThrownBy(() -> ParameterGrid.parse(List.of("fast=1", "fast=2")))
        .hasMessage("parameter 'fast' is given twice");
  }

  @Test
  void a_grid_of_more_than_a_million_combinations_is_refused() {
    assertThat(ParameterGrid.parse(List.of("a=1..1000", "b=1..1000")).size()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> ParameterGrid.parse(List.of("a=1..1000", "b=1..1001")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("the grid has more than 1,000,000 combinations; make its steps larger");
    assertThatThrownBy(
            () ->
                ParameterGrid.parse(
                    List.of("a=1..1000000", "b=1..1000000", "c=1..1000000", "d=1..100")))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void every_combination_comes_once_the_last_parameter_changing_first() {
    ParameterGrid grid = ParameterGrid.parse(List.of("a=1,2", "b=5..7"));
    assertThat(grid.size()).isEqualTo(6);
    assertThat(IntStream.range(0, 6).mapToObj(grid::combination))
        .containsExactly(
            values(1, 5), values(1, 6), values(1, 7), values(2, 5), values(2, 6), values(2, 7));
  }

  @Test
  void without_parameters_there_is_the_one_combination_of_defaults() {
    ParameterGrid grid = ParameterGrid.parse(List.of());
    assertThat(grid.size()).isEqualTo(1);
    assertThat(grid.combination(0)).isEmpty();
  }

  @Test
  void names_and_values_are_checked_against_the_strategy() {
    assertThatThrownBy(
            () -> ParameterGrid.parse(List.of("fast=0..5")).check(StrategyKind.MA_CROSSOVER))
        .hasMessage("fast must be a whole number from 1 to 10000, not 0");
    assertThatThrownBy(
            () -> ParameterGrid.parse(List.of("speed=5")).check(StrategyKind.MA_CROSSOVER))
        .hasMessage("ma_crossover has no parameter 'speed'; it has fast, slow");
  }

  private static Map<String, BigDecimal> values(int a, int b) {
    return Map.of("a", BigDecimal.valueOf(a), "b", BigDecimal.valueOf(b));
  }

  private static List<BigDecimal> axis(String text) {
    return ParameterGrid.parse(List.of("x=" + text)).axes().getOrDefault("x", List.of());
  }
}
