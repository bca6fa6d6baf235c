package tools.peak.engine.duckdb.sql;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Condition.Relation;
import tools.peak.lake.query.filter.CurveMeasure;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.schema.LakeTable;

/** Renders what is asked of equity curves, as relations of id and v. */
final class CurveSql {
  /** Returns that differ by no more don't differ, but by rounding. */
  private static final double ROUNDING = 32 * 0x1p-52;

  private static final Expression RUN_ID = attribute("run_id");
  private static final Expression TIME = attribute("timestamp");

  private final RelatedSql related;

  CurveSql(RelatedSql related) {
    this.related = related;
  }

  private static Expression attribute(String name) {
    return new Expression.Attribute(
        LakeTable.EQUITY.columns().stream()
            .filter(column -> column.name().equals(name))
            .findFirst()
            .orElseThrow());
  }

  SqlText values(CurveMeasure measure) {
    return switch (measure) {
      case CurveMeasure.MaxDrawdown(Instant first, Instant last) ->
          SqlText.of(
                  "SELECT id, min(CASE WHEN p > 0 THEN e / p - 1 END) AS v FROM (SELECT id, e,"
                      + " max(e) OVER (PARTITION BY id ORDER BY t, s ROWS UNBOUNDED PRECEDING)"
                      + " AS p FROM (")
              .append(points(first, last))
              .append(")) GROUP BY id");
      case CurveMeasure.EquityAt(Instant last) ->
          SqlText.of("SELECT id, arg_max(e, " + PLACE + ") AS v FROM (")
              .append(points(null, last))
              .append(") GROUP BY id");
      case CurveMeasure.Return(Instant first, Instant last) ->
          SqlText.of(
                  "SELECT id, CASE WHEN a > 0 THEN b / a - 1 END AS v FROM (SELECT id,"
                      + " arg_min(e, %1$s) AS a, arg_max(e, %1$s) AS b FROM (".formatted(PLACE))
              .append(points(first, last))
              .append(") GROUP BY id HAVING count(*) > 1)");
      case CurveMeasure.Correlation(String runId) -> correlation(runId);
    };
  }

  /** Orders points by time, and those of one instant as they were written. */
  private static final String PLACE =
      "(CAST(epoch_us(t) AS HUGEINT) * 4294967296 + coalesce(s, 0))";

  private SqlText points(@Nullable Instant first, Instant last) {
    Condition until =
        new Condition.Comparison(TIME, Relation.AT_MOST, new Expression.TimeLiteral(last));
    Condition where =
        first == null
            ? until
            : new Condition.All(
                List.of(
                    new Condition.Comparison(
                        TIME, Relation.AT_LEAST, new Expression.TimeLiteral(first)),
                    until));
    return points(related.leaves(LakeTable.EQUITY, where), where);
  }

  private static SqlText points(TableLeaves equity, Condition where) {
    SqlText holds = new ConditionSql(new ExpressionSql(equity)).holds(where);
    String value = equity.column("equity");
    String columns =
        "SELECT r.%s AS id, r.%s AS t, r.%s AS s, r.%s AS e FROM "
            .formatted(
                equity.column("run_id"), equity.column("timestamp"), equity.column("seq"), value);
    return SqlText.of(columns)
        .append(equity.relation())
        .append(" WHERE ")
        .append(holds)
        .append(" AND isfinite(r." + value + ")");
  }

  private SqlText correlation(String runId) {
    Condition timed = new Condition.Not(new Condition.IsNull(TIME));
    Condition ofOther =
        Condition.and(
            new Condition.Comparison(RUN_ID, Relation.EQUAL, new Expression.TextLiteral(runId)),
            timed);
    return SqlText.of(
            """
            SELECT id, CASE WHEN count(*) FILTER (WHERE ok) > 2 AND bool_and(ok)
              AND stddev_samp(x) FILTER (WHERE ok) > %1$s AND stddev_samp(y) FILTER (WHERE ok) > %1$s
              THEN greatest(-1, least(1, corr(x, y) FILTER (WHERE ok))) END AS v
            FROM (SELECT id, x, y, abs(x) < 1e100 AND abs(y) < 1e100 AS ok
              FROM (SELECT id, a / pa - 1 AS x, b / pb - 1 AS y
                FROM (SELECT id, a, b, lag(a) OVER w AS pa, lag(b) OVER w AS pb
                  FROM (SELECT p.id, p.t, arg_max(p.e, p.s) AS a, any_value(o.b) AS b FROM (\
            """
                .formatted(Double.toString(ROUNDING)))
        .append(points(related.leaves(LakeTable.EQUITY, timed), timed))
        .append(") AS p JOIN (SELECT t, arg_max(e, s) AS b FROM (")
        .append(points(related.leavesOfAll(LakeTable.EQUITY, ofOther), ofOther))
        .append(
            """
            ) GROUP BY t) AS o ON p.t = o.t GROUP BY p.id, p.t)
                  WINDOW w AS (PARTITION BY id ORDER BY t))
                WHERE pa > 0 AND pb > 0))
            GROUP BY id\
            """);
  }
}
