package tools.peak.lake.query.filter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.schema.Column;

/** Something that has a value in every row: a closed family, checked and free of any engine. */
public sealed interface Expression {

  /** From here on, 2⁵³, not every whole number is a double. */
  double WHOLE = 0x1p53;

  /** What it yields. */
  Kind kind();

  /** A column of the table's contract. */
  record Attribute(Column column) implements Expression {
    @Override
    public Kind kind() {
      return switch (column.type()) {
        case TEXT -> Kind.TEXT;
        case DOUBLE, LONG, INT -> Kind.NUMBER;
        case BOOLEAN -> Kind.TRUTH;
        case DATE -> Kind.DATE;
        case TIMESTAMP -> Kind.TIMESTAMP;
        case VALUES, NUMBERS, TEXTS -> Kind.MAP;
        case VALUE -> Kind.VALUE;
      };
    }
  }

  /**
   * What something is called now that was written down by the name it had.
   *
   * @param name what its column is called
   * @param recorded the name that was written down, a text
   * @param renames what it is called since; {@link Renames#NONE} for the name as it was written
   */
  record Renamed(String name, Expression recorded, Renames renames) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    /** That it goes by a name; empty where one side is no such, or the other no literal. */
    static Optional<Condition> equal(Expression left, Expression right) {
      return left instanceof Renamed(String _, Expression recorded, Renames renames)
              && right instanceof TextLiteral(String text)
          ? Optional.of(renames.equal(recorded, text))
          : Optional.empty();
    }
  }

  /** A metric of a run, wherever the lake keeps it. The name is exact, also in case. */
  record Metric(String name) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** What a row has under a key of a {@link Space}; NULL where it has none. */
  record Entry(Space space, String key) implements Expression {
    @Override
    public Kind kind() {
      return Kind.VALUE;
    }
  }

  /** A column of an aggregation's result, by position. */
  record Output(int position, Kind kind) implements Expression {}

  /** The day that a run's period goes by: start_date, or the timestamp's where there is none. */
  record RunDate() implements Expression {
    @Override
    public Kind kind() {
      return Kind.DATE;
    }
  }

  /** The period that a time lies in, written as a filter reads it: {@code 2024-Q4}. */
  record PeriodOf(Grain grain, Expression time) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /**
   * A number.
   *
   * @param beyond what the number that was written is more than the double
   */
  record NumberLiteral(double value, double beyond) implements Expression {
    public NumberLiteral(double value) {
      this(value, 0);
    }

    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  record TextLiteral(String value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  record TruthLiteral(boolean value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }
  }

  /** An instant; compared with a date, the date stands for its midnight, UTC. */
  record TimeLiteral(Instant value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TIMESTAMP;
    }
  }

  /** The number of a {@link Kind#VALUE}; NULL where it is none ({@code "10"} is a text). */
  record AsNumber(Expression value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /**
   * What the number of a {@link Kind#VALUE} is more than {@link AsNumber} tells, which is a double:
   * whole numbers beyond 2⁵³ differ by it. NULL where it is no number or NaN.
   */
  record BeyondDouble(Expression value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** A {@link Kind#VALUE} as text. */
  record AsText(Expression value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /** The boolean of a {@link Kind#VALUE}; NULL where it is none. */
  record AsTruth(Expression value) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }
  }

  /** Milliseconds since 1970 of a timestamp, whole. */
  record EpochMillis(Expression time) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** IEEE 754 arithmetic: a division by zero is an infinity or NaN, no failure. */
  record Arithmetic(Expression left, Operator operator, Expression right) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** A number that rows of a run give which stand in another table. */
  sealed interface OfRun extends Expression {
    @Override
    default Kind kind() {
      return Kind.NUMBER;
    }
  }

  /** How many trades of a run a condition is true of; 0 where there is none. */
  record TradeCount(Condition where) implements OfRun {}

  /**
   * The sum of a number over the trades of a run that a condition is true of. What is NULL, NaN or
   * infinite is left out; NULL where nothing is left.
   */
  record TradeSum(Expression number, Condition where) implements OfRun {}

  /** What a run's equity curve gives. */
  record OfCurve(CurveMeasure measure) implements OfRun {}

  record Call(Function function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Kind kind() {
      return function.result();
    }
  }

  /** An operator between numbers; the remainder has the sign of the left. */
  enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED_BY("/"),
    MODULO("%");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
