package tools.peak.lake.query;

import java.time.Clock;
import java.util.List;
import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.SqlValues;
import tools.peak.lake.schema.LakeTable;

/**
 * Where questions start.
 *
 * @param snapshots finds the version that answers
 * @param engine answers
 * @param clock what {@code now()} is in a filter
 */
public record Queries(SnapshotSource snapshots, QueryEngine engine, Clock clock) {
  /** Runs, with their attributes and metrics. */
  public TableQuery runs() {
    return new TableQuery(this, LakeTable.RUNS);
  }

  /** Trades and fills. */
  public TableQuery trades() {
    return new TableQuery(this, LakeTable.TRADES);
  }

  /** Points of equity curves. */
  public TableQuery equity() {
    return new TableQuery(this, LakeTable.EQUITY);
  }

  /** Files of runs. */
  public TableQuery artifacts() {
    return new TableQuery(this, LakeTable.ARTIFACTS);
  }

  /** Spans of runs' telemetry. */
  public TableQuery spans() {
    return new TableQuery(this, LakeTable.SPANS);
  }

  /** Batches that were ingested. */
  public TableQuery ingests() {
    return new TableQuery(this, LakeTable.INGESTS);
  }

  /** What was done to the lake, by whom. */
  public StateQuery audit() {
    return new StateQuery(this, "audit");
  }

  /** Statistics of metrics, or of any numbers that a run has. */
  public StatsQuery stats(String... metrics) {
    return new StatsQuery(this, List.of(metrics));
  }

  /** One statement of SQL that only reads. */
  public SqlQuery sql(String statement) {
    return sql(statement, SqlValues.NONE);
  }

  /** The same with a value for each {@code ?} of it. */
  public SqlQuery sql(String statement, SqlValues values) {
    return new SqlQuery(this, statement, values);
  }
}
