package tools.peak.engine.duckdb.sql;

import static tools.peak.lake.query.filter.Condition.Relation.AT_LEAST;
import static tools.peak.lake.query.filter.Condition.Relation.LESS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.filter.Quantifier;
import tools.peak.lake.schema.ColumnType;

/**
 * Renders conditions. DuckDB takes NaN for the greatest number, equal to itself; here a comparison
 * with it is unknown. So a condition is never rendered as such, but as one of two: that it is true,
 * or that it is false. Both are simple comparisons, which prune files and row groups, beside a
 * check for NaN where DuckDB would be wrong.
 */
final class ConditionSql {
  /**
   * More texts than this are joined with rather than compared with one by one. A list passes over
   * row groups that hold none of them, of which a join knows only the least and the greatest; of a
   * thousand it is still quicker, of three thousand no more (record 0044).
   */
  private static final int MANY = 1_000;

  private final ExpressionSql expressions;

  ConditionSql(ExpressionSql expressions) {
    this.expressions = expressions;
  }

  private Leaves leaves() {
    return expressions.leaves();
  }

  /** True where the condition is true; false or NULL where it is false or unknown. */
  SqlText holds(Condition condition) {
    return render(condition, true);
  }

  private SqlText render(Condition condition, boolean positive) {
    return switch (condition) {
      case Condition.All(List<Condition> all) ->
          join(all, positive ? " AND " : " OR ", positive, operand -> render(operand, positive));
      case Condition.Any(List<Condition> any) ->
          join(any, positive ? " OR " : " AND ", !positive, operand -> render(operand, positive));
      case Condition.Not(Condition inner) -> render(inner, !positive);
      case Condition.Comparison(Expression left, Condition.Relation relation, Expression right) ->
          compare(left, positive ? relation : relation.inverse(), right);
      case Condition.Within(Expression time, Instant first, Instant end) ->
          within(time, first, end, positive);
      case Condition.In in -> in(in, positive);
      case Condition.OfTrades(Quantifier quantifier, Condition where) ->
          leaves().related().ofTrades(quantifier, where, positive, leaves().runId());
      case Condition.IsNull(Expression expression) ->
          nested(expressions.render(expression)).append(positive ? " IS NULL" : " IS NOT NULL");
      case Condition.IsNan(Expression expression) -> isNan(expression, positive);
      case Condition.Like like -> like(like, positive);
      case Condition.Matches(Expression text, String pattern) ->
          SqlText.of(positive ? "regexp_matches(" : "NOT regexp_matches(")
              .append(expressions.render(text))
              .append(", CAST(")
              .bind(pattern)
              .append(" AS VARCHAR))");
    };
  }

  /** Joins as a balanced tree: DuckDB's expressions are at most 1,000 deep. */
  private static SqlText join(
      List<Condition> conditions,
      String operator,
      boolean ofNothing,
      Function<Condition, SqlText> render) {
    if (conditions.isEmpty()) {
      return SqlText.of(ofNothing ? "true" : "false");
    }
    if (conditions.size() == 1) {
      return render.apply(conditions.getFirst());
    }
    int half = conditions.size() / 2;
    return SqlText.of("(")
        .append(join(conditions.subList(0, half), operator, ofNothing, render))
        .append(operator)
        .append(join(conditions.subList(half, conditions.size()), operator, ofNothing, render))
        .append(")");
  }

  private static SqlText nested(SqlText sql) {
    return SqlText.of("(").append(sql).append(")");
  }

  private SqlText compare(Expression left, Condition.Relation relation, Expression right) {
    if (left.kind() == Kind.DATE && right instanceof Expression.TimeLiteral(Instant value)) {
      return compareDate(left, relation, value);
    }
    if (left instanceof Expression.OfRun number
        && right instanceof Expression.NumberLiteral(double value, _)) {
      return leaves().related().compare(number, relation, value, leaves().runId());
    }
    if (right instanceof Expression.OfRun && left instanceof Expression.NumberLiteral) {
      return compare(right, relation.mirrored(), left);
    }
    SqlText sql =
        SqlText.of("(")
            .append(side(left, right))
            .append(" " + relation.symbol() + " ")
            .append(side(right, left));
    if (left.kind() == Kind.NUMBER) {
      switch (relation) {
        case GREATER, AT_LEAST -> guard(sql, left);
        case LESS, AT_MOST -> guard(sql, right);
        case EQUAL -> {
          if (canBeNan(right)) {
            guard(sql, left);
          }
        }
        case NOT_EQUAL -> {
          guard(sql, left);
          guard(sql, right);
        }
      }
    }
    return sql.append(")");
  }

  /** A side of a comparison; a day beside an instant is its midnight. */
  private SqlText side(Expression side, Expression other) {
    if (side.kind() == Kind.DATE && other.kind() == Kind.TIMESTAMP) {
      return SqlText.of("CAST(").append(expressions.render(side)).append(" AS TIMESTAMPTZ)");
    }
    return expressions.render(side);
  }

  private SqlText compareDate(Expression date, Condition.Relation relation, Instant value) {
    var time = value.atOffset(ZoneOffset.UTC);
    if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return SqlText.of("(")
          .append(expressions.render(date))
          .append(" " + relation.symbol() + " ")
          .append(day(time.toLocalDate()))
          .append(")");
    }
    return SqlText.of("(CAST(")
        .append(expressions.render(date))
        .append(" AS TIMESTAMPTZ) " + relation.symbol() + " ")
        .append(ExpressionSql.instant(value))
        .append(")");
  }

  private static SqlText day(LocalDate day) {
    return SqlText.of("CAST(").bind(day).append(" AS DATE)");
  }

  private void guard(SqlText sql, Expression number) {
    if (canBeNan(number)) {
      SqlText rendered = expressions.render(number);
      if (number instanceof Expression.Metric || number instanceof Expression.Attribute) {
        // NaN is DuckDB's greatest number: a comparison that row groups can be pruned by.
        sql.append(" AND ").append(rendered).append(" < CAST('NaN' AS DOUBLE)");
      } else {
        sql.append(" AND NOT isnan(").append(rendered).append(")");
      }
    }
  }

  private static boolean canBeNan(Expression number) {
    return switch (number) {
      case Expression.NumberLiteral(double value, _) -> Double.isNaN(value);
      case Expression.Attribute(var column) -> column.type() == ColumnType.DOUBLE;
      case Expression.EpochMillis _, Expression.BeyondDouble _ -> false;
      case Expression.Call call ->
          switch (call.function()) {
            case LENGTH -> false;
            case ABS, ROUND, FLOOR, CEIL, SIGN, SQRT, LN, LOG10, EXP, POWER -> true;
            case LOWER, UPPER, TRIM -> false;
          };
      default -> true;
    };
  }

  private SqlText within(Expression time, Instant first, Instant end, boolean positive) {
    Condition.Comparison from =
        new Condition.Comparison(time, AT_LEAST, new Expression.TimeLiteral(first));
    Condition.Comparison until =
        new Condition.Comparison(time, LESS, new Expression.TimeLiteral(end));
    return render(new Condition.All(List.of(from, until)), positive);
  }

  private SqlText in(Condition.In in, boolean positive) {
    if (positive && in.values().size() > MANY) {
      List<String> texts = texts(in.values());
      if (texts.size() == in.values().size()) {
        return SqlText.of("(")
            .append(expressions.render(in.expression()))
            .append(" IN (SELECT unnest(CAST(")
            .bind(texts)
            .append(" AS VARCHAR[]))))");
      }
    }
    SqlText sql =
        SqlText.of("(")
            .append(expressions.render(in.expression()))
            .append(positive ? " IN (" : " NOT IN (");
    for (int i = 0; i < in.values().size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(expressions.render(in.values().get(i)));
    }
    sql.append(")");
    if (!positive && in.expression().kind() == Kind.NUMBER) {
      guard(sql, in.expression());
    }
    return sql.append(")");
  }

  private static List<String> texts(List<Expression> literals) {
    return literals.stream()
        .flatMap(
            literal ->
                literal instanceof Expression.TextLiteral(String text)
                    ? Stream.of(text)
                    : Stream.empty())
        .toList();
  }

  private SqlText isNan(Expression number, boolean positive) {
    SqlText value = expressions.real(number);
    // Not by isnan: DuckDB passes over row groups whose bounds are proper numbers, and other
    // programs write such bounds beside a NaN.
    return positive
        ? SqlText.of("(NOT isfinite(")
            .append(value)
            .append(") AND NOT isinf(")
            .append(value)
            .append("))")
        : SqlText.of("(")
            .append(value)
            .append(" IS NULL OR isfinite(")
            .append(value)
            .append(") OR isinf(")
            .append(value)
            .append("))");
  }

  private SqlText like(Condition.Like like, boolean positive) {
    SqlText sql =
        SqlText.of("(")
            .append(expressions.render(like.text()))
            .append(positive ? " " : " NOT ")
            .append(like.ignoreCase() ? "ILIKE CAST(" : "LIKE CAST(")
            .bind(like.pattern())
            .append(" AS VARCHAR)");
    like.escape()
        .ifPresent(escape -> sql.append(" ESCAPE CAST(").bind(escape).append(" AS VARCHAR)"));
    return sql.append(")");
  }
}
