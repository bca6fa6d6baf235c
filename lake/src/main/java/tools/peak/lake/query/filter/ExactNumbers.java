package tools.peak.lake.query.filter;

import java.util.List;
import java.util.Optional;
import tools.peak.lake.query.filter.Condition.Relation;

/**
 * Compares numbers that a double may not hold: by their doubles first, as all others, and where
 * those are equal by what each is more.
 */
final class ExactNumbers {
  private ExactNumbers() {}

  static Condition compare(Expression left, Relation relation, Expression right) {
    Condition doubles = new Condition.Comparison(left, relation, right);
    Optional<Expression> more = beyond(left);
    Optional<Expression> other = beyond(right);
    if (more.isEmpty() || other.isEmpty()) {
      return doubles;
    }
    Condition beyond = new Condition.Comparison(more.get(), relation, other.get());
    return switch (relation) {
      case EQUAL -> new Condition.All(List.of(doubles, beyond));
      case NOT_EQUAL -> new Condition.Any(List.of(doubles, beyond));
      case LESS, AT_MOST -> byBoth(left, Relation.LESS, right, beyond);
      case GREATER, AT_LEAST -> byBoth(left, Relation.GREATER, right, beyond);
    };
  }

  private static Condition byBoth(
      Expression left, Relation strict, Expression right, Condition beyond) {
    return new Condition.Any(
        List.of(
            new Condition.Comparison(left, strict, right),
            new Condition.All(
                List.of(new Condition.Comparison(left, Relation.EQUAL, right), beyond))));
  }

  /** What an expression is more than its double; empty where nothing is known to be. */
  private static Optional<Expression> beyond(Expression number) {
    return switch (number) {
      case Expression.AsNumber(var value) -> Optional.of(new Expression.BeyondDouble(value));
      case Expression.NumberLiteral(double value, double beyond)
          when Math.abs(value) >= Expression.WHOLE ->
          Optional.of(new Expression.NumberLiteral(beyond));
      default -> Optional.empty();
    };
  }
}
