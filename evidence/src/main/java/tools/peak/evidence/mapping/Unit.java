package tools.peak.evidence.mapping;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The unit that a number is written in. Parts of a whole become fractions, lengths of time become
 * seconds, as all of the lake's are.
 */
enum Unit {
  PERCENT(100, 1, "%", "percent", "pct"),
  BASIS_POINTS(10_000, 1, "bps", "bp"),
  PER_MILLE(1_000, 1, "permille"),
  NANOSECONDS(1_000_000_000, 1, "ns"),
  MICROSECONDS(1_000_000, 1, "us", "µs"),
  MILLISECONDS(1_000, 1, "ms"),
  SECONDS(1, 1, "s"),
  MINUTES(1, 60, "min"),
  HOURS(1, 3_600, "h"),
  DAYS(1, 86_400, "d");

  /** All of them, as a mapping writes them. */
  static final String WORDS = "%, bps, permille, ns, us, ms, s, min, h, d";

  private final double divisor;
  private final double factor;
  private final List<String> words;

  Unit(double divisor, double factor, String... words) {
    this.divisor = divisor;
    this.factor = factor;
    this.words = List.of(words);
  }

  /** The unit of that name, or null. */
  static @Nullable Unit named(String name) {
    for (Unit unit : values()) {
      if (unit.words.contains(name.toLowerCase(Locale.ROOT))) {
        return unit;
      }
    }
    return null;
  }

  /** Divided where it can be, since 12.5 / 100 is 0.125 and 12.5 × 0.01 need not be. */
  double plain(double number) {
    return number / divisor * factor;
  }

  /** How it is written behind a number. */
  String sign() {
    return words.getFirst();
  }
}
