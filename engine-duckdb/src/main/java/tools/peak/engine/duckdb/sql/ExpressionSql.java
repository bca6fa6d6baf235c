package tools.peak.engine.duckdb.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.query.filter.Kind;
import tools.peak.lake.query.filter.Renames;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.schema.ColumnType;

/** Renders expressions. */
final class ExpressionSql {
  private final Leaves leaves;

  ExpressionSql(Leaves leaves) {
    this.leaves = leaves;
  }

  Leaves leaves() {
    return leaves;
  }

  SqlText render(Expression expression) {
    return switch (expression) {
      case Expression.Attribute attribute -> leaves.attribute(attribute);
      case Expression.Renamed(String _, Expression recorded, Renames renames) ->
          renamed(render(recorded), renames);
      case Expression.Metric metric -> leaves.metric(metric);
      case Expression.Entry entry -> leaves.entry(entry);
      case Expression.Output output -> leaves.output(output);
      case Expression.RunDate _ -> leaves.runDate();
      case Expression.PeriodOf(Grain grain, Expression time) -> period(grain, render(time));
      case Expression.NumberLiteral(double value, _) ->
          SqlText.of("CAST(").bind(value).append(" AS DOUBLE)");
      case Expression.TextLiteral(String value) ->
          SqlText.of("CAST(").bind(value).append(" AS VARCHAR)");
      case Expression.TruthLiteral(boolean value) ->
          SqlText.of("CAST(").bind(value).append(" AS BOOLEAN)");
      case Expression.TimeLiteral(Instant value) -> instant(value);
      case Expression.AsNumber(Expression value) ->
          text(value).map(ExpressionSql::number).orElseGet(() -> field(value, "number"));
      case Expression.BeyondDouble(Expression value) -> beyondDouble(value);
      case Expression.AsText(Expression value) ->
          text(value).orElseGet(() -> field(value, "value"));
      case Expression.AsTruth(Expression value) -> truth(value);
      case Expression.EpochMillis(Expression time) ->
          SqlText.of("CAST(epoch_ms(").append(render(time)).append(") AS DOUBLE)");
      case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Expression.OfRun number -> leaves.related().valueOf(number, leaves.runId());
      case Expression.Call call -> call(call);
    };
  }

  private static SqlText renamed(SqlText recorded, Renames renames) {
    if (renames.isEmpty()) {
      return recorded;
    }
    SqlText sql = SqlText.of("(CASE ").append(recorded);
    renames
        .current()
        .forEach(
            (former, now) ->
                sql.append(" WHEN CAST(")
                    .bind(former)
                    .append(" AS VARCHAR) THEN CAST(")
                    .bind(now)
                    .append(" AS VARCHAR)"));
    return sql.append(" ELSE ").append(recorded).append(" END)");
  }

  static SqlText instant(Instant value) {
    return SqlText.of("CAST(").bind(value.atOffset(ZoneOffset.UTC)).append(" AS TIMESTAMPTZ)");
  }

  /** The text of a value that is nothing but one. */
  private Optional<SqlText> text(Expression value) {
    return value instanceof Expression.Entry entry ? leaves.text(entry) : Optional.empty();
  }

  /** What a text counts as. */
  static SqlText number(SqlText text) {
    return SqlText.of("(CASE WHEN regexp_full_match(")
        .append(text)
        .append(", '[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?') THEN TRY_CAST(")
        .append(text)
        .append(" AS DOUBLE) END)");
  }

  /** Only whole numbers are ever more than their double: those have nothing but digits. */
  private SqlText beyondDouble(Expression value) {
    SqlText number = render(new Expression.AsNumber(value));
    SqlText text = render(new Expression.AsText(value));
    return SqlText.of("(CASE WHEN abs(")
        .append(number)
        .append(") >= CAST(")
        .bind(Expression.WHOLE)
        .append(" AS DOUBLE) AND regexp_full_match(")
        .append(text)
        .append(", '[+-]?[0-9]+') THEN CAST(coalesce(TRY_CAST(")
        .append(text)
        .append(" AS HUGEINT) - TRY_CAST(")
        .append(number)
        .append(" AS HUGEINT), 0) AS DOUBLE) WHEN NOT isnan(")
        .append(number)
        .append(") THEN CAST(0 AS DOUBLE) END)");
  }

  private SqlText field(Expression value, String field) {
    return SqlText.of("struct_extract(").append(render(value)).append(", '" + field + "')");
  }

  private SqlText truth(Expression value) {
    return SqlText.of("(CASE WHEN ")
        .append(field(value, "type"))
        .append(" = 'bool' THEN ")
        .append(field(value, "value"))
        .append(" = 'true' END)");
  }

  private SqlText arithmetic(Expression.Arithmetic arithmetic) {
    return SqlText.of("(")
        .append(real(arithmetic.left()))
        .append(" " + arithmetic.operator().symbol() + " ")
        .append(real(arithmetic.right()))
        .append(")");
  }

  /** A number as DOUBLE, so that whole numbers don't overflow. */
  SqlText real(Expression expression) {
    return isReal(expression)
        ? render(expression)
        : SqlText.of("CAST(").append(render(expression)).append(" AS DOUBLE)");
  }

  private static boolean isReal(Expression expression) {
    return switch (expression) {
      case Expression.Attribute(var column) -> column.type() == ColumnType.DOUBLE;
      case Expression.Output _ -> false;
      default -> true;
    };
  }

  private SqlText call(Expression.Call call) {
    SqlText sql =
        SqlText.of(
            switch (call.function()) {
              case ABS -> "abs(";
              case ROUND -> "round(";
              case FLOOR -> "floor(";
              case CEIL -> "ceil(";
              case SIGN -> "CAST(sign(";
              case SQRT -> "sqrt(";
              case LN -> "ln(";
              case LOG10 -> "log10(";
              case EXP -> "exp(";
              case POWER -> "pow(";
              case LOWER -> "lower(";
              case UPPER -> "upper(";
              case TRIM -> "trim(";
              case LENGTH -> "CAST(length(";
            });
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression argument = call.arguments().get(i);
      if (i > 0
          && argument instanceof Expression.NumberLiteral(double decimals, _)
          && call.function() == tools.peak.lake.query.filter.Function.ROUND) {
        sql.append(", " + (int) decimals);
      } else {
        sql.append(i == 0 ? "" : ", ")
            .append(argument.kind() == Kind.NUMBER ? real(argument) : render(argument));
      }
    }
    return sql.append(
        switch (call.function()) {
          case SIGN, LENGTH -> ") AS DOUBLE)";
          case ABS, ROUND, FLOOR, CEIL, SQRT, LN, LOG10, EXP, POWER, LOWER, UPPER, TRIM -> ")";
        });
  }

  private static SqlText period(Grain grain, SqlText time) {
    return switch (grain) {
      case DAY -> SqlText.of("strftime(").append(time).append(", '%Y-%m-%d')");
      case WEEK -> SqlText.of("strftime(").append(time).append(", '%G-W%V')");
      case MONTH -> SqlText.of("strftime(").append(time).append(", '%Y-%m')");
      case QUARTER ->
          SqlText.of("strftime(")
              .append(time)
              .append(", '%Y-Q') || quarter(")
              .append(time)
              .append(")");
      case YEAR -> SqlText.of("strftime(").append(time).append(", '%Y')");
    };
  }

  /** What to order by: NULL and NaN are last in both directions, as equals. */
  SqlText order(SortKey key) {
    SqlText value = render(key.expression());
    SqlText sql = new SqlText();
    if (key.expression().kind() == Kind.NUMBER && isReal(key.expression())) {
      sql.append("CASE WHEN NOT isnan(").append(value).append(") THEN ").append(value);
      sql.append(" END");
    } else {
      sql.append(value);
    }
    return sql.append(key.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST");
  }
}
