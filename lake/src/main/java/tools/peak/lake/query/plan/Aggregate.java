package tools.peak.lake.query.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.lake.LakeException;

/**
 * A statistic over the finite values of a group; NULL where there are too few: none, or one for
 * {@link Std}.
 */
public sealed interface Aggregate {
  Pattern PERCENTILE = Pattern.compile("p(\\d{1,3}(?:\\.\\d{1,6})?)");
  Pattern QUANTILE = Pattern.compile("quantile\\(\\s*(\\d(?:\\.\\d{1,9})?|\\.\\d{1,9})\\s*\\)");

  /** How its column is called. */
  String label();

  /** Whether it is a whole number. */
  default boolean isCount() {
    return false;
  }

  record Mean() implements Aggregate {
    @Override
    public String label() {
      return "mean";
    }
  }

  /** The sample's standard deviation (n − 1). */
  record Std() implements Aggregate {
    @Override
    public String label() {
      return "std";
    }
  }

  record Min() implements Aggregate {
    @Override
    public String label() {
      return "min";
    }
  }

  record Max() implements Aggregate {
    @Override
    public String label() {
      return "max";
    }
  }

  record Sum() implements Aggregate {
    @Override
    public String label() {
      return "sum";
    }
  }

  /**
   * A quantile, interpolated between neighbours.
   *
   * @param fraction from 0 to 1; 0.5 is the median
   */
  record Quantile(double fraction, String label) implements Aggregate {
    public Quantile {
      if (!(fraction >= 0 && fraction <= 1)) {
        throw invalid(label);
      }
    }
  }

  /** How many values are finite. */
  record Count() implements Aggregate {
    @Override
    public String label() {
      return "count";
    }

    @Override
    public boolean isCount() {
      return true;
    }
  }

  /** How many are NaN or infinite. */
  record NotFinite() implements Aggregate {
    @Override
    public String label() {
      return "not_finite";
    }

    @Override
    public boolean isCount() {
      return true;
    }
  }

  /**
   * Reads {@code mean}, {@code std}, {@code min}, {@code max}, {@code sum}, {@code median}, {@code
   * count}, {@code not_finite}, {@code p95} or {@code quantile(0.95)}.
   *
   * @throws LakeException when it is none
   */
  static Aggregate of(String name) {
    return switch (name) {
      case "mean", "avg" -> new Mean();
      case "std" -> new Std();
      case "min" -> new Min();
      case "max" -> new Max();
      case "sum" -> new Sum();
      case "median" -> new Quantile(0.5, "median");
      case "count" -> new Count();
      case "not_finite" -> new NotFinite();
      default -> quantile(name);
    };
  }

  private static Aggregate quantile(String name) {
    Matcher percentile = PERCENTILE.matcher(name);
    if (percentile.matches()) {
      return new Quantile(Double.parseDouble(percentile.group(1)) / 100, name);
    }
    Matcher quantile = QUANTILE.matcher(name);
    if (quantile.matches()) {
      java.math.BigDecimal percent =
          new java.math.BigDecimal(quantile.group(1)).movePointRight(2).stripTrailingZeros();
      return new Quantile(Double.parseDouble(quantile.group(1)), "p" + percent.toPlainString());
    }
    throw invalid(name);
  }

  private static LakeException invalid(String name) {
    return LakeException.invalid(
        "statistics",
        "no statistic '%s'; there are mean, std, min, max, sum, median, p0 to p100, quantile(0.95)"
            .formatted(name));
  }
}
