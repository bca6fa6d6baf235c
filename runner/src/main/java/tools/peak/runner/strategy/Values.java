package tools.peak.runner.strategy;

import tools.peak.evidence.Value;

/** Parameters as the Evidence Chain types them. */
final class Values {
  private Values() {}

  static Value of(String key, int value) {
    return new Value(key, Value.Type.INT, Integer.toString(value), (double) value);
  }

  static Value of(String key, double value) {
    return new Value(key, Value.Type.FLOAT, Double.toString(value), value);
  }
}
