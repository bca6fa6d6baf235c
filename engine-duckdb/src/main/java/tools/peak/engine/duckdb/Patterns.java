package tools.peak.engine.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;

/** The regular expressions of a condition. */
final class Patterns {
  private Patterns() {}

  /**
   * Looks at them before any file is read: what fails afterwards is not theirs.
   *
   * @throws LakeException if DuckDB can't read one
   */
  static void check(Condition condition, QuerySession session) {
    for (String pattern : in(condition).distinct().toList()) {
      SqlText sql =
          SqlText.of("SELECT regexp_matches('', CAST(").bind(pattern).append(" AS VARCHAR))");
      try (Answer answer = session.query(sql)) {
        boolean _ = answer.rows().next();
      } catch (SQLException e) {
        throw DuckDbFailures.ofPattern(e);
      }
    }
  }

  private static Stream<String> in(Condition condition) {
    return switch (condition) {
      case Condition.Matches(var _, String pattern) -> Stream.of(pattern);
      case Condition.All(List<Condition> all) -> all.stream().flatMap(Patterns::in);
      case Condition.Any(List<Condition> any) -> any.stream().flatMap(Patterns::in);
      case Condition.Not(Condition inner) -> in(inner);
      case Condition.OfTrades(var _, Condition where) -> in(where);
      case Condition.Comparison(Expression left, var _, Expression right) ->
          Stream.concat(in(left), in(right));
      case Condition.In(Expression expression, var _) -> in(expression);
      case Condition.IsNull(Expression expression) -> in(expression);
      case Condition.IsNan(Expression expression) -> in(expression);
      case Condition.Within _, Condition.Like _ -> Stream.empty();
    };
  }

  /** Those of the trades that a number is about. */
  private static Stream<String> in(Expression expression) {
    return switch (expression) {
      case Expression.TradeCount(Condition where) -> in(where);
      case Expression.TradeSum(Expression _, Condition where) -> in(where);
      case Expression.Arithmetic(Expression left, var _, Expression right) ->
          Stream.concat(in(left), in(right));
      case Expression.Call(var _, List<Expression> arguments) ->
          arguments.stream().flatMap(Patterns::in);
      default -> Stream.empty();
    };
  }
}
