package tools.peak.cli.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a drawing from its lower edge to its upper one.
 *
 * @param ticks round values between them, by their label
 */
record Scale(double low, double high, Map<String, Double> ticks) {
  private static final BigDecimal LARGE = new BigDecimal("1e12");
  private static final BigDecimal SMALL = new BigDecimal("1e-6");
  private static final int MOST_STEPS = 5;
  private static final List<String> ROUND = List.of("1", "2", "2.5", "5", "10");

  /** Of a curve; null where it has no finite value. */
  static @Nullable Scale of(double[] values, int height, String unit) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return null;
    }
    double range = high - low;
    // Equal values, or all but equal ones, stand in the middle.
    if (!(range > Math.abs(high) * 1e-12) || range < Double.MIN_NORMAL) {
      double margin = Math.max(Math.abs(low) * 0.01, 1e-9);
      low -= margin;
      high += margin;
    }
    return new Scale(low, high, ticks(low, high, Math.clamp(height - 1, 1, MOST_STEPS), unit));
  }

  /** In which row of dots a value stands, 0 being the uppermost. */
  int row(double value, Canvas canvas) {
    return row(value, canvas.dotRows());
  }

  /** The same of so many rows. */
  int row(double value, int rows) {
    // Halved, so that a range of more than a double's largest is none.
    double share = (high / 2 - value / 2) / (high / 2 - low / 2);
    return (int) Math.round(share * (rows - 1));
  }

  int labelWidth() {
    return ticks.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  private static Map<String, Double> ticks(double low, double high, int steps, String unit) {
    BigDecimal first = new BigDecimal(low);
    BigDecimal last = new BigDecimal(high);
    BigDecimal step =
        round(last.subtract(first).divide(BigDecimal.valueOf(steps), MathContext.DECIMAL64));
    Map<String, Double> ticks = new LinkedHashMap<>();
    BigDecimal tick = first.divide(step, 0, RoundingMode.CEILING).multiply(step);
    while (tick.compareTo(last) <= 0) {
      ticks.put(label(tick, step) + unit, tick.doubleValue());
      tick = tick.add(step);
    }
    return ticks;
  }

  private static String label(BigDecimal tick, BigDecimal step) {
    boolean plain = tick.abs().compareTo(LARGE) < 0 && step.compareTo(SMALL) >= 0;
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    return plain || tick.signum() == 0
        ? String.format(Locale.ROOT, "%,." + (plain ? decimals : 0) + "f", tick)
        : String.format(Locale.ROOT, "%.3e", tick);
  }

  /** The next larger one of 1, 2, 2.5, 5 times a power of ten. */
  private static BigDecimal round(BigDecimal size) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(size.precision() - size.scale() - 1);
    for (String factor : ROUND) {
      BigDecimal step = power.multiply(new BigDecimal(factor));
      if (step.compareTo(size) >= 0) {
        return step;
      }
    }
    return power.multiply(BigDecimal.TEN);
  }
}
