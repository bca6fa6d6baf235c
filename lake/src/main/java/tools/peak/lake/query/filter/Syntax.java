package tools.peak.lake.query.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was written, before names and types are known. {@code at} is the offset in the text that an
 * error about the node points at.
 */
sealed interface Syntax {
  int at();

  /**
   * A name, its parts divided by dots in the text.
   *
   * @param quoted whether it is one part in double quotes, which may be meant as a text
   */
  record Name(List<String> parts, boolean quoted, int at) implements Syntax {
    String dotted() {
      return String.join(".", parts);
    }
  }

  /** A number, and what it is more than the double nearest to it. */
  record Numeral(double value, double beyond, int at) implements Syntax {
    static Numeral of(String text, int at) {
      double value = Double.parseDouble(text);
      boolean isExact = Math.abs(value) < Expression.WHOLE || Double.isInfinite(value);
      return new Numeral(
          value,
          isExact ? 0 : new BigDecimal(text).subtract(new BigDecimal(value)).doubleValue(),
          at);
    }
  }

  record Text(String value, int at) implements Syntax {}

  record Truth(boolean value, int at) implements Syntax {}

  record Null(int at) implements Syntax {}

  record Duration(String text, int at) implements Syntax {}

  /**
   * What is said of a run's trades.
   *
   * @param number what is summed; null where nothing is
   * @param where of which of them; null where of all
   */
  record OfTrades(TradesWord word, @Nullable Syntax number, @Nullable Syntax where, int at)
      implements Syntax {}

  /** The word before {@code trades}. */
  enum TradesWord {
    ANY,
    ALL,
    COUNT,
    SUM;

    /** As it is written. */
    String phrase() {
      return name().toLowerCase(Locale.ROOT) + " trades";
    }
  }

  /** What is asked of a run's curve, with a time or two, or the other run. */
  record OfCurve(CurveWord word, List<Syntax> arguments, int at) implements Syntax {}

  /** What the words begin with that ask something of a curve. */
  enum CurveWord {
    MAX_DRAWDOWN("max drawdown between"),
    EQUITY("equity at"),
    RETURN("return between"),
    CORRELATION("correlation with run");

    private final String phrase;

    CurveWord(String phrase) {
      this.phrase = phrase;
    }

    /** As it is written. */
    String phrase() {
      return phrase;
    }
  }

  record Call(String function, List<Syntax> arguments, int at) implements Syntax {}

  record Negation(Syntax operand, int at) implements Syntax {}

  record Arithmetic(Syntax left, Expression.Operator operator, Syntax right, int at)
      implements Syntax {}

  record Comparison(Syntax left, Condition.Relation relation, Syntax right, int at)
      implements Syntax {}

  record Not(Syntax operand, int at) implements Syntax {}

  /** AND or OR of two or more. */
  record Junction(boolean and, List<Syntax> operands, int at) implements Syntax {}

  record In(Syntax operand, List<Syntax> values, int at) implements Syntax {}

  record Between(Syntax operand, Syntax low, Syntax high, int at) implements Syntax {}

  record IsNull(Syntax operand, int at) implements Syntax {}

  record IsNan(Syntax operand, int at) implements Syntax {}

  record Like(Syntax operand, Syntax pattern, boolean ignoreCase, @Nullable Syntax escape, int at)
      implements Syntax {}
}
