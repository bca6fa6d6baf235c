package tools.peak.evidence.mapping;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The unit that a number is written in. Parts of a whole become fractions, lengths of time become
 * seconds, as all of the lake's are.
 */
enum Unit {
  PERCENT(2, 1, "%"),
  BASIS_POINTS(4, 1, "bps"),
  PER_MILLE(3, 1, "permille"),
  NANOSECONDS(9, 1, "ns"),
  MICROSECONDS(6, 1, "us"),
  MILLISECONDS(3, 1, "ms"),
  SECONDS(0, 1, "s"),
  MINUTES(0, 60, "min"),
  HOURS(0, 3_600, "h"),
  DAYS(0, 86_400, "d");

  /** All of them, as a mapping writes them. */
  static final String WORDS = "%, bps, permille, ns, us, ms, s, min, h, d";

  private final int places;
  private final double factor;
  private final String sign;

  Unit(int places, double factor, String sign) {
    this.places = places;
    this.factor = factor;
    this.sign = sign;
  }

  /** The unit of that name, or null. */
  static @Nullable Unit named(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    for (Unit unit : values()) {
      if (unit.sign.equals(word)) {
        return unit;
      }
    }
    return switch (word) {
      case "percent", "pct" -> PERCENT;
      case "bp" -> BASIS_POINTS;
      default -> null;
    };
  }

  /** The point is moved as on paper: 5.31 % is 0.0531, and 5.31 / 100 is not quite. */
  double plain(double number) {
    double moved =
        places == 0 || !Double.isFinite(number)
            ? number
            : BigDecimal.valueOf(number).movePointLeft(places).doubleValue();
    return moved * factor;
  }

  /** How it is written behind a number. */
  String sign() {
    return sign;
  }
}
