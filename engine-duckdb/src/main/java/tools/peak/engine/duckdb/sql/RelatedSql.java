package tools.peak.engine.duckdb.sql;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Condition.Relation;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.Quantifier;
import tools.peak.lake.query.plan.Pruning;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;

/**
 * What conditions on runs say of the rows that belong to them. A comparison with a constant becomes
 * the set of the runs it holds for, which is joined with: a value for each run would be joined with
 * all of them.
 */
final class RelatedSql {
  /** More ids than this are joined with, not looked for. */
  private static final int MOST_NAMED = 1_000;

  private static final Expression RUN_ID =
      new Expression.Attribute(LakeTable.RUNS.columns().getFirst());

  private final View snapshot;
  private final TagSource tags;
  private final Optional<Condition> named;

  /**
   * @param snapshot a version whose runs are those that may be in the answer
   * @param runIds the only ones that may be, where that is known
   */
  RelatedSql(View snapshot, TagSource tags, Optional<Set<String>> runIds) {
    this.snapshot = snapshot;
    this.tags = tags;
    this.named =
        runIds
            .filter(ids -> !ids.isEmpty() && ids.size() <= MOST_NAMED)
            .map(
                ids ->
                    new Condition.In(
                        RUN_ID,
                        ids.stream()
                            .sorted()
                            .<Expression>map(Expression.TextLiteral::new)
                            .toList()));
  }

  /** Whether a condition is true of any or all trades of a run; or that it isn't so. */
  SqlText ofTrades(Quantifier quantifier, Condition where, boolean positive, SqlText runId) {
    boolean isAny = quantifier == Quantifier.ANY;
    boolean isIn = isAny == positive;
    TableLeaves trades = leaves(LakeTable.TRADES, isAny ? where : Condition.ALWAYS);
    SqlText holds = new ConditionSql(new ExpressionSql(trades)).holds(where);
    SqlText id = trades.runId();
    return SqlText.of("(")
        .append(runId)
        .append(isIn ? " IN (SELECT " : " NOT IN (SELECT ")
        .append(id)
        .append(" FROM ")
        .append(trades.relation())
        .append(" WHERE (")
        .append(holds)
        .append(isAny ? ")" : ") IS NOT TRUE")
        .append(isIn ? new SqlText() : SqlText.of(" AND ").append(id).append(" IS NOT NULL"))
        .append(among(trades))
        .append("))");
  }

  /** That rows are of the runs that may be in the answer. */
  SqlText among(TableLeaves rows) {
    return named
        .map(
            ids -> SqlText.of(" AND ").append(new ConditionSql(new ExpressionSql(rows)).holds(ids)))
        .orElseGet(SqlText::new);
  }

  /** Whether a number of a run has that relation to a constant. */
  SqlText compare(Expression.OfRun number, Relation relation, double value, SqlText runId) {
    // Runs without trades have none of the rows that are counted.
    boolean isOfNone = number instanceof Expression.TradeCount && holds(0, relation, value);
    return SqlText.of("(")
        .append(runId)
        .append(isOfNone ? " NOT IN " : " IN ")
        .append("(SELECT id FROM (")
        .append(values(number))
        .append(") WHERE v " + (isOfNone ? relation.inverse() : relation).symbol() + " CAST(")
        .bind(value)
        .append(" AS DOUBLE) AND NOT isnan(v)" + (isOfNone ? " AND id IS NOT NULL))" : "))"));
  }

  private static boolean holds(double number, Relation relation, double value) {
    return switch (relation) {
      case EQUAL -> number == value;
      case NOT_EQUAL -> number != value;
      case LESS -> number < value;
      case AT_MOST -> number <= value;
      case GREATER -> number > value;
      case AT_LEAST -> number >= value;
    };
  }

  /** A number of one run. */
  SqlText valueOf(Expression.OfRun number, SqlText runId) {
    boolean isCount = number instanceof Expression.TradeCount;
    return SqlText.of(isCount ? "coalesce((SELECT v FROM (" : "(SELECT v FROM (")
        .append(values(number))
        .append(") AS n WHERE n.id = ")
        .append(runId)
        .append(isCount ? "), CAST(0 AS DOUBLE))" : ")");
  }

  /** A relation of id and v, a row for each run that has the number. */
  private SqlText values(Expression.OfRun number) {
    return switch (number) {
      case Expression.TradeCount(Condition where) -> {
        TableLeaves trades = leaves(LakeTable.TRADES, where);
        SqlText holds = new ConditionSql(new ExpressionSql(trades)).holds(where);
        yield SqlText.of("SELECT ")
            .append(trades.runId())
            .append(" AS id, CAST(count(*) AS DOUBLE) AS v FROM ")
            .append(trades.relation())
            .append(" WHERE ")
            .append(holds)
            .append(among(trades))
            .append(" GROUP BY id");
      }
      case Expression.TradeSum(Expression summand, Condition where) -> {
        TableLeaves trades = leaves(LakeTable.TRADES, where);
        ExpressionSql expressions = new ExpressionSql(trades);
        SqlText value = expressions.real(summand);
        SqlText holds = new ConditionSql(expressions).holds(where);
        yield SqlText.of("SELECT ")
            .append(trades.runId())
            .append(" AS id, sum(")
            .append(value)
            .append(") AS v FROM ")
            .append(trades.relation())
            .append(" WHERE ")
            .append(holds)
            .append(" AND isfinite(")
            .append(value)
            .append(")")
            .append(among(trades))
            .append(" GROUP BY id");
      }
      case Expression.OfCurve(var measure) -> new CurveSql(this).values(measure);
    };
  }

  /** A table's rows that may belong to the runs and fulfil the condition. */
  TableLeaves leaves(LakeTable table, Condition where) {
    Condition all = named.map(ids -> Condition.and(ids, where)).orElse(where);
    TableSnapshot files =
        Objects.requireNonNull(Pruning.of(snapshot, table, all).tables().get(table));
    return leaves(
        partitions().map(places -> files.only(file -> mayBeIn(file, places))).orElse(files));
  }

  /** A table's rows of any runs that may fulfil the condition. */
  TableLeaves leavesOfAll(LakeTable table, Condition where) {
    return leaves(Objects.requireNonNull(Pruning.of(snapshot, table, where).tables().get(table)));
  }

  private TableLeaves leaves(TableSnapshot files) {
    return new TableLeaves(files, Optional.empty(), tags, Optional.empty());
  }

  private static boolean mayBeIn(StoredFile file, Set<Partition> places) {
    return file.partition() == null || places.contains(file.partition());
  }

  /** Where the runs lie, and with them all that belongs to them; empty where that isn't known. */
  private Optional<Set<Partition>> partitions() {
    Set<Partition> places = new HashSet<>();
    for (StoredFile file :
        Objects.requireNonNull(snapshot.tables().get(LakeTable.RUNS)).content()) {
      if (file.partition() == null) {
        return Optional.empty();
      }
      places.add(file.partition());
    }
    return Optional.of(places);
  }
}
