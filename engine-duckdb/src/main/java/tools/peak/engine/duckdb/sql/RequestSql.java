package tools.peak.engine.duckdb.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.query.plan.Aggregate;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.StateRequest;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;

/** Renders requests as statements whose columns are c0, c1, …, in the order of the outputs. */
public final class RequestSql {
  private final View snapshot;
  private final TagSource tags;
  private final Optional<CopiedRuns> hot;

  public RequestSql(View snapshot, Optional<CopiedRuns> hot, TagSource tags) {
    this.snapshot = snapshot;
    this.hot = hot;
    this.tags = tags;
  }

  public SqlText render(Request request) {
    return switch (request) {
      case Request.Selection selection -> selection(selection);
      case Request.Aggregation aggregation -> aggregation(aggregation);
    };
  }

  /** Of a small table of the catalog that DuckDB has under a name of ours. */
  public static SqlText ofState(String name, StateRequest request) {
    ExpressionSql expressions = new ExpressionSql(new StateLeaves());
    return SqlText.of("SELECT * FROM " + name + " WHERE ")
        .append(new ConditionSql(expressions).holds(request.where()))
        .append(order(expressions, request.order()))
        .append(limit(request.limit()));
  }

  public SqlText count(LakeTable table, Condition where) {
    TableLeaves leaves = leaves(table, where);
    SqlText condition = new ConditionSql(new ExpressionSql(leaves)).holds(where);
    return SqlText.of("SELECT count(*) FROM ")
        .append(leaves.relation())
        .append(" WHERE ")
        .append(condition);
  }

  private SqlText selection(Request.Selection selection) {
    TableLeaves leaves = leaves(selection.table(), selection.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    List<SqlText> columns = new ArrayList<>();
    for (Request.Output output : selection.outputs()) {
      columns.add(expressions.render(output.expression()).append(" AS c" + columns.size()));
    }
    SqlText where = new ConditionSql(expressions).holds(selection.where());
    SqlText order = order(expressions, selection.order());
    return SqlText.of("SELECT ")
        .append(list(columns))
        .append(" FROM ")
        .append(leaves.relation())
        .append(" WHERE ")
        .append(where)
        .append(order)
        .append(limit(selection.limit()));
  }

  /** The rows of a selection by its first key alone, each with that key behind its outputs. */
  public SqlText byFirstKey(Request.Selection selection) {
    TableLeaves leaves = leaves(selection.table(), selection.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    SqlText sql = SqlText.of("SELECT ");
    for (Request.Output output : selection.outputs()) {
      sql.append(expressions.render(output.expression())).append(", ");
    }
    return firstKey(selection, leaves, expressions, sql);
  }

  /** Whether all that a selection needs is read from copies. */
  public boolean isHot(Request.Selection selection) {
    TableLeaves leaves = leaves(selection.table(), selection.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    selection.outputs().forEach(output -> expressions.render(output.expression()));
    selection.order().forEach(key -> expressions.render(key.expression()));
    var _ = new ConditionSql(expressions).holds(selection.where());
    return leaves.isHot();
  }

  /**
   * Where the rows of a selection lie in files, in order: run_id, file and number in it. It reads
   * no column but those that the condition and the order are about.
   *
   * @param byFirstKey whether the first key alone orders them; it stands behind the place then
   */
  public SqlText places(Request.Selection selection, boolean byFirstKey) {
    TableLeaves leaves = ofFiles(selection.table(), selection.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    SqlText sql = SqlText.of("SELECT " + leaves.column("run_id") + ", filename, file_row_number, ");
    if (byFirstKey) {
      return firstKey(selection, leaves, expressions, sql);
    }
    SqlText where = new ConditionSql(expressions).holds(selection.where());
    SqlText order = order(expressions, selection.order());
    return sql.append("0 FROM ")
        .append(leaves.relation())
        .append(" WHERE ")
        .append(where)
        .append(order)
        .append(limit(selection.limit()));
  }

  /** One row more than the limit, so that the last can be told from what follows. */
  private static SqlText firstKey(
      Request.Selection selection, TableLeaves leaves, ExpressionSql expressions, SqlText select) {
    SortKey first = selection.order().getFirst();
    SqlText key = expressions.render(first.expression());
    Condition proper =
        new Condition.Comparison(
            first.expression(),
            Condition.Relation.AT_MOST,
            new Expression.NumberLiteral(Double.POSITIVE_INFINITY));
    SqlText where = new ConditionSql(expressions).holds(Condition.and(selection.where(), proper));
    return select
        .append(key)
        .append(" FROM ")
        .append(leaves.relation())
        .append(" WHERE ")
        .append(where)
        .append(" ORDER BY ")
        .append(key)
        .append(first.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST")
        .append(limit(selection.limit() + 1));
  }

  /** The outputs of a selection in the rows at some places, behind file and number of each row. */
  public SqlText rows(Request.Selection selection, Collection<Place> places) {
    TableLeaves leaves = ofFiles(selection.table(), selection.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    SqlText sql = SqlText.of("SELECT filename, file_row_number");
    for (Request.Output output : selection.outputs()) {
      sql.append(", ").append(expressions.render(output.expression()));
    }
    SqlText ids = new SqlText();
    for (String runId : places.stream().map(Place::runId).distinct().toList()) {
      ids.append(ids.sql().isEmpty() ? "" : ", ").bind(runId);
    }
    String runId = leaves.column("run_id");
    return sql.append(" FROM ")
        .append(leaves.relation())
        .append(" WHERE " + runId + " IN (")
        .append(ids)
        .append(")");
  }

  private SqlText aggregation(Request.Aggregation aggregation) {
    TableLeaves leaves = leaves(aggregation.table(), aggregation.where());
    ExpressionSql expressions = new ExpressionSql(leaves);
    List<SqlText> inner = new ArrayList<>();
    List<SqlText> outer = new ArrayList<>();
    for (Request.Output group : aggregation.groups()) {
      inner.add(expressions.render(group.expression()).append(" AS g" + outer.size()));
      outer.add(SqlText.of(group(group, "g" + outer.size()) + " AS c" + outer.size()));
    }
    List<Expression> numbers =
        aggregation.measures().stream().map(Request.Measure::number).distinct().toList();
    for (int i = 0; i < numbers.size(); i++) {
      inner.add(expressions.real(numbers.get(i)).append(" AS n" + i));
    }
    for (Request.Measure measure : aggregation.measures()) {
      String number = "n" + numbers.indexOf(measure.number());
      outer.add(SqlText.of(aggregate(measure.aggregate(), number) + " AS c" + outer.size()));
    }
    SqlText where = new ConditionSql(expressions).holds(aggregation.where());
    ExpressionSql results = new ExpressionSql(new OutputLeaves());
    return SqlText.of("SELECT * FROM (SELECT ")
        .append(list(outer))
        .append(" FROM (SELECT ")
        .append(list(inner))
        .append(" FROM ")
        .append(leaves.relation())
        .append(" WHERE ")
        .append(where)
        .append(")")
        .append(groupBy(aggregation.groups().size()))
        .append(") WHERE ")
        .append(new ConditionSql(results).holds(aggregation.having()))
        .append(order(results, aggregation.order()))
        .append(limit(aggregation.limit()));
  }

  /**
   * A parameter is grouped by its number where it has one: 10 and 10.0 are the same. Integers that
   * a double can't hold stay apart by their digits.
   */
  private static String group(Request.Output group, String column) {
    return switch (group.expression().kind()) {
      case VALUE ->
          """
          CASE WHEN g IS NULL THEN NULL
            WHEN g['number'] IS NULL OR g['type'] = 'int' THEN struct_pack(
              "number" := g['number'], "value" := g['value'], "type" := g['type'])
            WHEN g['number'] = trunc(g['number']) AND abs(g['number']) < 9007199254740992
            THEN struct_pack("number" := g['number'],
              "value" := CAST(CAST(g['number'] AS BIGINT) AS VARCHAR), "type" := 'int')
            ELSE struct_pack("number" := g['number'],
              "value" := CAST(g['number'] AS VARCHAR), "type" := 'float') END\
          """
              .replaceAll("\\bg\\b", column);
      case NUMBER, TEXT, DATE, TIMESTAMP, TRUTH, MAP -> column;
    };
  }

  private static String groupBy(int groups) {
    StringBuilder sql = new StringBuilder();
    for (int i = 1; i <= groups; i++) {
      sql.append(i == 1 ? " GROUP BY " : ", ").append(i);
    }
    return sql.toString();
  }

  private static String aggregate(Aggregate aggregate, String number) {
    String finite = " FILTER (WHERE isfinite(" + number + "))";
    return switch (aggregate) {
      case Aggregate.Mean _ -> "avg(" + number + ")" + finite;
      case Aggregate.Std _ -> "stddev_samp(" + number + ")" + finite;
      case Aggregate.Min _ -> "min(" + number + ")" + finite;
      case Aggregate.Max _ -> "max(" + number + ")" + finite;
      case Aggregate.Sum _ -> "sum(" + number + ")" + finite;
      case Aggregate.Quantile(double fraction, String _) ->
          "quantile_cont(" + number + ", " + fraction + ")" + finite;
      case Aggregate.Count _ -> "count(" + number + ")" + finite;
      case Aggregate.NotFinite _ ->
          "count(" + number + ") FILTER (WHERE NOT isfinite(" + number + "))";
    };
  }

  private static SqlText list(List<SqlText> items) {
    SqlText list = new SqlText();
    for (int i = 0; i < items.size(); i++) {
      list.append(i == 0 ? "" : ", ").append(items.get(i));
    }
    return list;
  }

  private static SqlText order(ExpressionSql expressions, List<SortKey> order) {
    if (order.isEmpty()) {
      return new SqlText();
    }
    return SqlText.of(" ORDER BY ").append(list(order.stream().map(expressions::order).toList()));
  }

  private static String limit(long limit) {
    return limit == Request.UNLIMITED ? "" : " LIMIT " + limit;
  }

  private TableLeaves leaves(LakeTable table, Condition where) {
    return leaves(table, where, table == LakeTable.RUNS ? hot : Optional.empty());
  }

  private TableLeaves ofFiles(LakeTable table, Condition where) {
    return leaves(table, where, Optional.empty());
  }

  private TableLeaves leaves(LakeTable table, Condition where, Optional<CopiedRuns> copies) {
    return new TableLeaves(
        Objects.requireNonNull(snapshot.tables().get(table)),
        copies,
        tags,
        table == LakeTable.RUNS
            ? Optional.of(new RelatedSql(snapshot, tags, Pruning.runIds(where)))
            : Optional.empty());
  }
}
