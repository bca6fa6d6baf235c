package tools.peak.runner.strategy;

import java.math.BigDecimal;

/**
 * A parameter of a strategy. Its range includes both ends.
 *
 * @param name as written in {@code --param name=…} and in a run's params
 * @param kind whether it must be a whole number
 * @param meaning what it does and in which unit, for help texts
 */
public record Parameter(
    String name,
    Kind kind,
    BigDecimal defaultValue,
    BigDecimal min,
    BigDecimal max,
    String meaning) {

  /** The type of a parameter's value. */
  public enum Kind {
    WHOLE("a whole number"),
    DECIMAL("a number");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static Parameter whole(String name, int defaultValue, int min, int max, String meaning) {
    return new Parameter(
        name,
        Kind.WHOLE,
        BigDecimal.valueOf(defaultValue),
        BigDecimal.valueOf(min),
        BigDecimal.valueOf(max),
        meaning);
  }

  static Parameter decimal(
      String name, String defaultValue, String min, String max, String meaning) {
    return new Parameter(
        name,
        Kind.DECIMAL,
        new BigDecimal(defaultValue),
        new BigDecimal(min),
        new BigDecimal(max),
        meaning);
  }

  /**
   * Checks a value.
   *
   * @throws ParameterException if it is out of range, or not whole where it must be
   */
  public void check(BigDecimal value) {
    boolean fits =
        value.compareTo(min) >= 0
            && value.compareTo(max) <= 0
            && (kind == Kind.DECIMAL || value.stripTrailingZeros().scale() <= 0);
    if (!fits) {
      throw new ParameterException(
          "%s must be %s from %s to %s, not %s"
              .formatted(
                  name,
                  kind.text,
                  min.toPlainString(),
                  max.toPlainString(),
                  value.toPlainString()));
    }
  }
}
