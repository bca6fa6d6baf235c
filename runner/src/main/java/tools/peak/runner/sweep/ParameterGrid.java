package tools.peak.runner.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.peak.runner.strategy.ParameterException;
import tools.peak.runner.strategy.StrategyKind;

/**
 * The values to try of each parameter, and every combination of them. Combinations are numbered
 * from 0; the last parameter's value changes with each.
 *
 * @param axes the values of each parameter, in the order given, no value twice
 */
public record ParameterGrid(Map<String, List<BigDecimal>> axes) {
  /** The most combinations a grid may have. */
  public static final long MAX_SIZE = 1_000_000;

  public ParameterGrid {
    Map<String, List<BigDecimal>> copy = new LinkedHashMap<>();
    axes.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    axes = java.util.Collections.unmodifiableMap(copy);
    long size = 1;
    for (List<BigDecimal> values : axes.values()) {
      size *= values.size();
      if (size > MAX_SIZE) {
        throw new ParameterException(
            String.format(
                Locale.ROOT,
                "the grid has more than %,d combinations; make its steps larger",
                MAX_SIZE));
      }
    }
  }

  /** The grid of one combination: every parameter at its default. */
  public static ParameterGrid defaults() {
    return new ParameterGrid(Map.of());
  }

  /**
   * Reads arguments such as {@code fast=5..50:5} (from 5 to 50 inclusive in steps of 5; without
   * {@code :step} in steps of 1), {@code fast=10} and {@code k=1.5,2,2.5}, which may be mixed:
   * {@code fast=5..10,20}.
   *
   * @throws ParameterException if one cannot be read, a parameter is given twice, or the grid has
   *     more than {@link #MAX_SIZE} combinations
   */
  public static ParameterGrid parse(List<String> arguments) {
    Map<String, List<BigDecimal>> axes = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals <= 0) {
        throw new ParameterException(
            "'%s' is no parameter; write it as fast=10, fast=5..50:5 or fast=5,10,20"
                .formatted(argument));
      }
      String name = argument.substring(0, equals).strip();
      if (axes.put(name, AxisParser.parse(name, argument.substring(equals + 1))) != null) {
        throw new ParameterException("parameter '" + name + "' is given twice");
      }
    }
    return new ParameterGrid(axes);
  }

  /** How many combinations there are, from 1 to {@link #MAX_SIZE}. */
  public int size() {
    int size = 1;
    for (List<BigDecimal> values : axes.values()) {
      size *= values.size();
    }
    return size;
  }

  /** The combination of that number, from 0 to below {@link #size()}. */
  public Map<String, BigDecimal> combination(int number) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    int rest = number;
    for (String name : new ArrayList<>(axes.keySet()).reversed()) {
      List<BigDecimal> axis = axes.getOrDefault(name, List.of());
      values.put(name, axis.get(rest % axis.size()));
      rest /= axis.size();
    }
    return values;
  }

  /**
   * The numbers of the combinations that the strategy has a meaning for.
   *
   * @throws ParameterException if it lacks a parameter or a value is out of range
   */
  public IntStream meaningful(StrategyKind strategy) {
    return IntStream.range(0, size()).filter(number -> strategy.allows(combination(number)));
  }

  /**
   * Checks names and values against a strategy's.
   *
   * @throws ParameterException if it lacks a parameter or a value is out of range
   */
  public void check(StrategyKind strategy) {
    axes.forEach((name, values) -> values.forEach(strategy.parameter(name)::check));
  }
}
