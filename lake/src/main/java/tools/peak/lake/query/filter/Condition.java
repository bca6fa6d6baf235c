package tools.peak.lake.query.filter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is true, false or unknown in every row: a closed family, checked and free of any
 * engine. A comparison with NULL or NaN is unknown, and so is NOT unknown; AND and OR are SQL's.
 */
public sealed interface Condition {
  /** True in every row. */
  Condition ALWAYS = new All(List.of());

  /** AND; of nothing, true. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** OR; of nothing, false. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  record Not(Condition condition) implements Condition {}

  /** Both sides are numbers, texts, booleans, or times. Texts are ordered by code point. */
  record Comparison(Expression left, Relation relation, Expression right) implements Condition {}

  /** From {@code first} until before {@code end}. */
  record Within(Expression time, Instant first, Instant end) implements Condition {}

  /** Equal to one of the values, which are literals of the expression's kind. */
  record In(Expression expression, List<Expression> values) implements Condition {
    public In {
      values = List.copyOf(values);
    }
  }

  /** Never unknown. NaN is not NULL. */
  record IsNull(Expression expression) implements Condition {}

  /** Never unknown. NULL is not NaN. */
  record IsNan(Expression expression) implements Condition {}

  /** SQL's LIKE: {@code %} is any text, {@code _} any one character. */
  record Like(Expression text, String pattern, boolean ignoreCase, Optional<String> escape)
      implements Condition {}

  /** A regular expression (RE2) that matches somewhere in the text. */
  record Matches(Expression text, String pattern) implements Condition {}

  /** About the trades of a run. Never unknown: of a trade it is true, or it is not. */
  record OfTrades(Quantifier quantifier, Condition where) implements Condition {}

  /** How two values are compared. */
  enum Relation {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    /** The relation that holds where this one does not, of two known values. */
    public Relation inverse() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> AT_LEAST;
        case AT_MOST -> GREATER;
        case GREATER -> AT_MOST;
        case AT_LEAST -> LESS;
      };
    }

    /** The same relation with the sides exchanged. */
    public Relation mirrored() {
      return switch (this) {
        case EQUAL, NOT_EQUAL -> this;
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case GREATER -> LESS;
        case AT_LEAST -> AT_MOST;
      };
    }
  }

  /** Both, without needless nesting. */
  static Condition and(Condition first, Condition second) {
    if (first.equals(ALWAYS)) {
      return second;
    }
    return second.equals(ALWAYS) ? first : new All(List.of(first, second));
  }
}
