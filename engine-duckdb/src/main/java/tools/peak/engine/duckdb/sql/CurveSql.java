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

  /** Orders points by time, and those of one instant as they were written. */
  private static final String PLACE =
      "(CAST(epoch_us(t) AS HUGEINT) * 4294967296 + coalesce(s, 0))";

  /** Two returns of a, b and those before them. */
  private static final String RETURNS =
      "CASE WHEN pa > 0 AND pb > 0 THEN a / pa - 1 END AS x,"
          + " CASE WHEN pa > 0 AND pb > 0 THEN b / pb - 1 END AS y";

  private static final String CORRELATION =
      """
      CASE WHEN count(*) FILTER (WHERE %1$s) > 2 AND bool_and(%1$s)
        AND stddev_samp(x) FILTER (WHERE %1$s) > %2$s
        AND stddev_samp(y) FILTER (WHERE %1$s) > %2$s
        THEN greatest(-1, least(1, corr(x, y) FILTER (WHERE %1$s))) END AS v\
      """
          .formatted("abs(x) < 1e100 AND abs(y) < 1e100", ROUNDING);

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
          ends(
              points(null, last),
              "arg_max(e, s) AS v, arg_max(t, s) = max(t) AS ok",
              "arg_max(e, " + PLACE + ") AS v",
              "v");
      case CurveMeasure.Return(Instant first, Instant last) ->
          ends(
              points(first, last),
              "arg_min(e, s) AS a, arg_max(e, s) AS b, count(*) AS c,"
                  + " arg_min(t, s) = min(t) AND arg_max(t, s) = max(t) AS ok",
              "arg_min(e, %1$s) AS a, arg_max(e, %1$s) AS b, count(*) AS c".formatted(PLACE),
              "CASE WHEN c > 1 AND a > 0 THEN b / a - 1 END");
      case CurveMeasure.Correlation(String runId) -> correlation(runId);
    };
  }

  /**
   * A value of the first and last points. Nearly every curve is written in the order of time: then
   * the number of a point alone tells, which is several times as fast as its place.
   *
   * @param inOrder the points by their numbers, and whether they are those of time ({@code ok})
   * @param byPlace the same points by time, of the curves where they aren't
   */
  private static SqlText ends(SqlText points, String inOrder, String byPlace, String value) {
    return SqlText.of("WITH q AS MATERIALIZED (SELECT id, " + inOrder + " FROM (")
        .append(points)
        .append(") GROUP BY id) SELECT id, " + value + " AS v FROM q WHERE ok")
        .append(" UNION ALL SELECT id, " + value + " AS v FROM (SELECT id, " + byPlace + " FROM (")
        .append(points)
        .append(") WHERE id IN (SELECT id FROM q WHERE ok IS NOT TRUE) GROUP BY id)");
  }

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
    return ofRuns(where);
  }

  /** Points of the runs that may be in the answer. */
  private SqlText ofRuns(Condition where) {
    TableLeaves equity = related.leaves(LakeTable.EQUITY, where);
    return points(equity, where).append(related.among(equity));
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
    SqlText points = ofRuns(timed);
    return SqlText.of("WITH o AS MATERIALIZED (SELECT t, arg_max(e, s) AS b,")
        .append(" CAST(row_number() OVER (ORDER BY t) AS INTEGER) AS k FROM (")
        .append(points(related.leavesOfAll(LakeTable.EQUITY, ofOther), ofOther))
        .append(
            ") GROUP BY t), m AS MATERIALIZED (SELECT id, CAST(row_number() OVER () AS INTEGER)")
        .append(" AS n FROM (SELECT DISTINCT id FROM (")
        .append(points)
        .append("))), q AS MATERIALIZED (SELECT n, bool_or(k = pk) AS tied, " + CORRELATION)
        .append(" FROM (SELECT n, k, pk, " + RETURNS + " FROM (SELECT n, k, a, b, lag(k) OVER w AS")
        .append(
            " pk, lag(a) OVER w AS pa, lag(b) OVER w AS pb FROM (SELECT m.n, o.k, p.e AS a, o.b")
        .append(" FROM (")
        .append(points)
        .append(") AS p JOIN o ON p.t = o.t JOIN m ON p.id = m.id)")
        .append(" WINDOW w AS (PARTITION BY n ORDER BY k))) GROUP BY n)")
        .append(" SELECT m.id, q.v FROM q JOIN m ON q.n = m.n WHERE q.tied IS NOT TRUE")
        .append(" UNION ALL SELECT id, " + CORRELATION + " FROM (SELECT id, " + RETURNS)
        .append(" FROM (SELECT id, a, b, lag(a) OVER w AS pa, lag(b) OVER w AS pb")
        .append(" FROM (SELECT p.id, o.k, arg_max(p.e, p.s) AS a, any_value(o.b) AS b FROM (")
        .append(points)
        .append(") AS p JOIN o ON p.t = o.t")
        .append(" WHERE p.id IN (SELECT m.id FROM q JOIN m ON q.n = m.n WHERE q.tied)")
        .append(" GROUP BY p.id, o.k) WINDOW w AS (PARTITION BY id ORDER BY k))) GROUP BY id");
  }
}
