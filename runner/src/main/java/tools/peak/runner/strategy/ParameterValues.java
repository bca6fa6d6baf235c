package tools.peak.runner.strategy;

import java.math.BigDecimal;
import java.util.Map;

/** A checked value for each parameter of a strategy. */
record ParameterValues(Map<String, BigDecimal> values) {
  ParameterValues {
    values = Map.copyOf(values);
  }

  BigDecimal get(String name) {
    BigDecimal value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value of " + name);
    }
    return value;
  }

  int whole(String name) {
    return get(name).intValueExact();
  }

  double decimal(String name) {
    return get(name).doubleValue();
  }
}
