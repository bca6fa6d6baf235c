package tools.peak.lake.query.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.CurveMeasure;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.schema.LakeTable;

/**
 * A question as telemetry may tell it, whatever engine answers it: names stand as they are, every
 * value is a question mark. Questions that differ in their values alone read the same.
 */
final class RequestText {
  private static final int MOST_COLUMNS = 20;

  private RequestText() {}

  static String table(Request request) {
    return request.table().tableName();
  }

  static String of(Request request) {
    return switch (request) {
      case Request.Selection selection ->
          select(names(columns(selection.outputs())))
              + from(selection.table(), selection.where())
              + order(selection.order())
              + limit(selection.limit());
      case Request.Aggregation aggregation -> {
        List<String> columns = new ArrayList<>(columns(aggregation.groups()));
        aggregation
            .measures()
            .forEach(
                measure ->
                    columns.add(
                        measure.aggregate().getClass().getSimpleName().toLowerCase(Locale.ROOT)
                            + "("
                            + text(measure.number())
                            + ")"));
        yield select(names(columns))
            + from(aggregation.table(), aggregation.where())
            + (aggregation.groups().isEmpty()
                ? ""
                : " GROUP BY " + names(columns(aggregation.groups())))
            + (aggregation.having().equals(Condition.ALWAYS)
                ? ""
                : " HAVING " + text(aggregation.having()))
            + order(aggregation.order())
            + limit(aggregation.limit());
      }
    };
  }

  static String ofCount(LakeTable table, Condition where) {
    return select("count(*)") + from(table, where);
  }

  static String ofState(StateRequest request) {
    return select("*")
        + from(request.table().name(), request.where())
        + order(request.order())
        + limit(request.limit());
  }

  private static String select(String columns) {
    return "SELECT " + columns;
  }

  /** Those that have no name are there to go on from. An expression's name has its values in it. */
  private static List<String> columns(List<Request.Output> outputs) {
    return outputs.stream()
        .filter(output -> !output.name().isEmpty())
        .map(output -> text(output.expression()))
        .toList();
  }

  private static String names(List<String> columns) {
    return String.join(", ", columns.subList(0, Math.min(MOST_COLUMNS, columns.size())))
        + (columns.size() > MOST_COLUMNS ? ", …" : "");
  }

  private static String from(LakeTable table, Condition where) {
    return from(table.tableName(), where);
  }

  private static String from(String table, Condition where) {
    return " FROM " + table + (where.equals(Condition.ALWAYS) ? "" : " WHERE " + text(where));
  }

  private static String order(List<SortKey> keys) {
    return keys.isEmpty()
        ? ""
        : " ORDER BY "
            + String.join(
                ", ",
                keys.stream()
                    .map(key -> text(key.expression()) + (key.descending() ? " DESC" : ""))
                    .toList());
  }

  private static String limit(long limit) {
    return limit == Request.UNLIMITED ? "" : " LIMIT ?";
  }

  private static String text(Condition condition) {
    return switch (condition) {
      case Condition.All(var all) -> all.isEmpty() ? "TRUE" : joined(all, " AND ");
      case Condition.Any(var any) -> any.isEmpty() ? "FALSE" : joined(any, " OR ");
      case Condition.Not(var inner) -> "NOT (" + text(inner) + ")";
      case Condition.Comparison(var left, var relation, var right) ->
          text(left) + " " + relation.symbol() + " " + text(right);
      case Condition.Within(var time, var _, var _) -> text(time) + " WITHIN ?";
      case Condition.In(var expression, var _) -> text(expression) + " IN (?)";
      case Condition.IsNull(var expression) -> text(expression) + " IS NULL";
      case Condition.IsNan(var expression) -> text(expression) + " IS NAN";
      case Condition.Like(var text, var _, var ignoreCase, var _) ->
          text(text) + (ignoreCase ? " ILIKE ?" : " LIKE ?");
      case Condition.OfTrades(var quantifier, var where) ->
          quantifier + " TRADES (" + text(where) + ")";
      case Condition.Matches(var text, var _) -> "regexp(" + text(text) + ", ?)";
    };
  }

  private static String joined(List<Condition> conditions, String operator) {
    return "(" + String.join(operator, conditions.stream().map(RequestText::text).toList()) + ")";
  }

  private static String text(Expression expression) {
    return switch (expression) {
      case Expression.Attribute(var column) -> column.name();
      case Expression.Renamed renamed -> renamed.name();
      case Expression.Metric(var name) -> name;
      case Expression.Entry(var space, var key) -> space.prefix() + "." + key;
      case Expression.Output(var position, var _) -> "#" + (position + 1);
      case Expression.RunDate _ -> "start_date";
      case Expression.PeriodOf(var grain, var time) ->
          grain.name().toLowerCase(Locale.ROOT) + "(" + text(time) + ")";
      case Expression.NumberLiteral _,
          Expression.TextLiteral _,
          Expression.TruthLiteral _,
          Expression.TimeLiteral _ ->
          "?";
      case Expression.AsNumber(var value) -> text(value);
      case Expression.BeyondDouble(var value) -> text(value);
      case Expression.AsText(var value) -> text(value);
      case Expression.AsTruth(var value) -> text(value);
      case Expression.EpochMillis(var time) -> "epoch_ms(" + text(time) + ")";
      case Expression.Arithmetic(var left, var operator, var right) ->
          "(" + text(left) + " " + operator.symbol() + " " + text(right) + ")";
      case Expression.TradeCount(var where) -> "COUNT TRADES (" + text(where) + ")";
      case Expression.TradeSum(var number, var where) ->
          "SUM TRADES (" + text(number) + " WHERE " + text(where) + ")";
      case Expression.OfCurve(var measure) ->
          switch (measure) {
            case CurveMeasure.MaxDrawdown _ -> "MAX DRAWDOWN BETWEEN ? AND ?";
            case CurveMeasure.EquityAt _ -> "EQUITY AT ?";
            case CurveMeasure.Return _ -> "RETURN BETWEEN ? AND ?";
            case CurveMeasure.Correlation _ -> "CORRELATION WITH RUN ?";
          };
      case Expression.Call(var function, var arguments) ->
          function.functionName()
              + "("
              + String.join(", ", arguments.stream().map(RequestText::text).toList())
              + ")";
    };
  }
}
