package tools.peak.cli.output;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column are shown to eyes: with as many decimals as they need and no more
 * than tell something, thousands separated, returns and drawdowns in per cent, spans of time and
 * sizes in their units. Nothing in it steers a terminal.
 */
public final class Figures {
  private static final int MOST_DECIMALS = 8;
  private static final int MOST_OF_A_SETTING = 6;

  /** From here on powers of ten are easier to read: a return of a million per cent, say. */
  private static final double LARGE = 1e12;

  private static final double LARGE_PERCENT = 1e6;
  private static final double MILLION = 1e6;
  private static final BigDecimal SMALL = new BigDecimal("0.000001");
  private static final MathContext TWO_DIGITS = new MathContext(2);

  private final Measure measure;
  private final int decimals;
  private final Times times;
  private final boolean numeric;
  private final boolean unicode;

  private Figures(Measure measure, int decimals, Times times, boolean numeric, boolean unicode) {
    this.measure = measure;
    this.decimals = decimals;
    this.times = times;
    this.numeric = numeric;
    this.unicode = unicode;
  }

  /**
   * Measures values.
   *
   * @param name the column's, which tells what its numbers are
   * @param values all of the column, or the first of them
   * @param unicode whether more than ASCII may be drawn
   */
  public static Figures of(
      String name, Iterable<? extends @Nullable Object> values, boolean unicode) {
    Measure measure = Measure.of(name);
    List<BigDecimal> numbers = new ArrayList<>();
    boolean numeric = false;
    Times times = Times.MINUTES;
    for (Object value : values) {
      if (value instanceof Instant time) {
        times = times.orFiner(Times.of(time));
      }
      if (value instanceof Number number) {
        numeric = true;
        BigDecimal exact = decimal(number);
        if (exact != null) {
          numbers.add(exact);
        }
      }
    }
    if (measure == Measure.SHARE
        && numbers.stream().anyMatch(number -> number.abs().compareTo(BigDecimal.ONE) > 0)) {
      measure = Measure.NUMBER;
    }
    if (measure.isPercent()) {
      numbers.replaceAll(number -> number.movePointRight(2));
    }
    return new Figures(measure, decimals(measure, numbers), times, numeric, unicode);
  }

  /** The text of a value that stands alone. */
  public static String one(String name, @Nullable Object value, boolean unicode) {
    return of(name, value == null ? List.of() : List.of(value), unicode).text(value);
  }

  /** Whether a value would say something else if it was cut. */
  static boolean isWhole(@Nullable Object value) {
    return value instanceof Number || value instanceof Instant || value instanceof LocalDate;
  }

  /** Whether there are numbers, which stand at the right. */
  public boolean numeric() {
    return numeric;
  }

  /** The text of a value; NULL is the empty text. */
  public String text(@Nullable Object value) {
    return switch (value) {
      case Number number -> number(number);
      case Instant time -> times.text(time);
      case null, default -> Visible.line(Cell.exact(value));
    };
  }

  private String number(Number number) {
    BigDecimal exact = decimal(number);
    if (exact == null) {
      return number.toString();
    }
    return switch (measure) {
      case BYTES -> Sizes.of(number.longValue());
      case SECONDS -> Elapsed.text((long) (number.doubleValue() * 1e9), unicode);
      case MILLISECONDS -> Elapsed.text((long) (number.doubleValue() * 1e6), unicode);
      case NANOSECONDS -> Elapsed.text(number.longValue(), unicode);
      case FRACTION, SHARE -> decimals(exact.movePointRight(2), LARGE_PERCENT) + "%";
      case NAME, NUMBER ->
          number instanceof Long || number instanceof Integer || number instanceof BigInteger
              ? decimals(exact, Double.POSITIVE_INFINITY)
              : decimals(exact, LARGE);
    };
  }

  private String decimals(BigDecimal number, double large) {
    double size = Math.abs(number.doubleValue());
    if (size >= large) {
      return power("%.2e", number);
    }
    BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN);
    if (rounded.signum() == 0 && number.signum() != 0) {
      return number.abs().compareTo(SMALL) >= 0
          ? number.round(TWO_DIGITS).toPlainString()
          : power("%.1e", number);
    }
    return measure == Measure.NAME
        ? rounded.toPlainString()
        : String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** Such as {@code 8.13e8}. */
  private static String power(String format, BigDecimal number) {
    return String.format(Locale.ROOT, format, number)
        .replaceFirst("e([-+])0*", "e$1")
        .replace("+", "");
  }

  /** As many as the values have, as long as those of a middling value still tell something. */
  private static int decimals(Measure measure, List<BigDecimal> numbers) {
    int exact = 0;
    for (BigDecimal number : numbers) {
      exact = Math.max(exact, number.stripTrailingZeros().scale());
    }
    if (measure == Measure.NAME) {
      return Math.min(exact, MOST_OF_A_SETTING);
    }
    double[] sizes =
        numbers.stream()
            .mapToDouble(number -> Math.abs(number.doubleValue()))
            .filter(size -> size > 0)
            .sorted()
            .toArray();
    return sizes.length == 0
        ? 0
        : Math.min(exact, telling(sizes[sizes.length / 2], measure.isPercent() ? 2 : 3));
  }

  private static int telling(double size, int digits) {
    return size >= MILLION
        ? 0
        : Math.clamp(digits - 1 - (int) Math.floor(Math.log10(size)), 2, MOST_DECIMALS);
  }

  /** Null where it is no finite number. */
  private static @Nullable BigDecimal decimal(Number number) {
    return switch (number) {
      case Double real -> Double.isFinite(real) ? new BigDecimal(real.toString()) : null;
      case Float real -> Float.isFinite(real) ? new BigDecimal(real.toString()) : null;
      case BigDecimal decimal -> decimal;
      case BigInteger whole -> new BigDecimal(whole);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }
}
