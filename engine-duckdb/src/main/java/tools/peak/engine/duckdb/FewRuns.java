package tools.peak.engine.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.Request;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;

/**
 * What is said of trades and curves costs as much as there are; what is said of the runs themselves
 * costs little, and often leaves few. Then these are found first, and named: trades and points of
 * no other run are read. Where there are many, the search for them ends soon.
 */
final class FewRuns {
  /** Of more than these, naming them costs more than it saves. */
  private static final int MOST = 1_000;

  private static final Request.Output RUN_ID =
      new Request.Output("run_id", new Expression.Attribute(LakeTable.RUNS.columns().getFirst()));

  private final QuerySession session;
  private final View snapshot;

  FewRuns(QuerySession session, View snapshot) {
    this.session = session;
    this.snapshot = snapshot;
  }

  /** The same question, about named runs where there are few. */
  Request narrow(Request request) throws SQLException {
    Stream<Expression> shown =
        Stream.concat(
            request.outputs().stream().map(Request.Output::expression),
            switch (request) {
              case Request.Selection selection ->
                  selection.order().stream().map(key -> key.expression());
              case Request.Aggregation aggregation ->
                  Stream.concat(
                      aggregation.groups().stream().map(Request.Output::expression),
                      aggregation.measures().stream().map(Request.Measure::number));
            });
    boolean isRelated = shown.anyMatch(RelatedParts::isIn);
    return switch (request) {
      case Request.Selection(var table, var outputs, var where, var order, var limit) ->
          new Request.Selection(table, outputs, narrow(table, where, isRelated), order, limit);
      case Request.Aggregation(
              var table,
              var groups,
              var measures,
              var where,
              var having,
              var order,
              var limit) ->
          new Request.Aggregation(
              table, groups, measures, narrow(table, where, isRelated), having, order, limit);
    };
  }

  /** The same condition, with the names of the runs where there are few. */
  Condition narrow(LakeTable table, Condition where) throws SQLException {
    return narrow(table, where, false);
  }

  private Condition narrow(LakeTable table, Condition where, boolean isRelated)
      throws SQLException {
    List<Condition> parts = parts(where).toList();
    List<Condition> cheap = parts.stream().filter(part -> !RelatedParts.isIn(part)).toList();
    if (table != LakeTable.RUNS
        || cheap.isEmpty()
        || (!isRelated && cheap.size() == parts.size())
        || Pruning.runIds(where).isPresent()) {
      return where;
    }
    List<Expression> ids = new ArrayList<>();
    Request found =
        new Request.Selection(
            table, List.of(RUN_ID), new Condition.All(cheap), List.of(), MOST + 1);
    try (Answer answer = session.query(session.sql(snapshot).render(found))) {
      while (answer.rows().next()) {
        String id = answer.rows().getString(1);
        if (id == null || ids.size() == MOST) {
          return where;
        }
        ids.add(new Expression.TextLiteral(id));
      }
    }
    return ids.isEmpty()
        ? new Condition.Any(List.of())
        : Condition.and(new Condition.In(RUN_ID.expression(), ids), where);
  }

  private static Stream<Condition> parts(Condition condition) {
    return condition instanceof Condition.All(List<Condition> all)
        ? all.stream().flatMap(FewRuns::parts)
        : Stream.of(condition);
  }
}
