package tools.peak.engine.duckdb;

import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;

/** Tells what is said of a run's trades or curve from what is said of the run alone. */
final class RelatedParts {
  private RelatedParts() {}

  static boolean isIn(Condition condition) {
    return switch (condition) {
      case Condition.OfTrades _ -> true;
      case Condition.All(var all) -> all.stream().anyMatch(RelatedParts::isIn);
      case Condition.Any(var any) -> any.stream().anyMatch(RelatedParts::isIn);
      case Condition.Not(var inner) -> isIn(inner);
      case Condition.Comparison(var left, var _, var right) -> isIn(left) || isIn(right);
      case Condition.Within(var time, var _, var _) -> isIn(time);
      case Condition.In(var expression, var _) -> isIn(expression);
      case Condition.IsNull(var expression) -> isIn(expression);
      case Condition.IsNan(var expression) -> isIn(expression);
      case Condition.Like(var text, var _, var _, var _) -> isIn(text);
      case Condition.Matches(var text, var _) -> isIn(text);
    };
  }

  static boolean isIn(Expression expression) {
    return switch (expression) {
      case Expression.OfRun _ -> true;
      case Expression.Arithmetic(var left, var _, var right) -> isIn(left) || isIn(right);
      case Expression.Call(var _, var arguments) -> arguments.stream().anyMatch(RelatedParts::isIn);
      case Expression.Renamed(var _, var recorded, var _) -> isIn(recorded);
      case Expression.AsNumber(var value) -> isIn(value);
      case Expression.BeyondDouble(var value) -> isIn(value);
      case Expression.AsText(var value) -> isIn(value);
      case Expression.AsTruth(var value) -> isIn(value);
      case Expression.EpochMillis(var time) -> isIn(time);
      case Expression.PeriodOf _,
          Expression.RunDate _,
          Expression.Attribute _,
          Expression.Metric _,
          Expression.Entry _,
          Expression.Output _,
          Expression.NumberLiteral _,
          Expression.TextLiteral _,
          Expression.TruthLiteral _,
          Expression.TimeLiteral _ ->
          false;
    };
  }
}
