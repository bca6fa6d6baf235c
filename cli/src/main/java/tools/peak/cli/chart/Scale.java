package tools.peak.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values on an axis.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param from a coordinate
 * @param to another
 */
record Scale(double low, double high, double from, double to) {
  private static final double MOST = 1e300;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** A scale that holds these values; equal ones get room around them. */
  static Scale of(double lowest, double highest, double from, double to) {
    double low = Math.clamp(lowest, -MOST, MOST); // so that their difference is finite
    double high = Math.clamp(highest, -MOST, MOST);
    double room = low < high ? (high - low) * 0.04 : Math.max(Math.abs(low) * 0.01, 1e-9);
    return new Scale(low - room, high + room, from, to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** Round values within the scale, about so many. */
  List<Double> ticks(int about) {
    double step = step(about);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step); i * step <= high && ticks.size() <= 4 * about; i++) {
      ticks.add(i * step + 0.0); // no −0
    }
    return ticks;
  }

  /** The distance of the ticks: 1, 2 or 5 times a power of ten. */
  double step(int about) {
    double rough = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double step : STEPS) {
      if (rough <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** A tick's text with the decimals that its step needs. */
  static String plain(double value, double step) {
    int decimals = Math.clamp((long) Math.ceil(-Math.log10(step) - 1e-9), 0, 9);
    return Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
        : String.format(Locale.ROOT, "%.2e", value);
  }

  /** The same of a fraction in percent. */
  static String percent(double value, double step) {
    return plain(value * 100, step * 100) + " %";
  }
}
