package tools.peak.engine.duckdb.sql;

import java.util.Optional;
import tools.peak.lake.query.filter.Expression;

/** The SQL of what an expression reads from a row: its leaves that are no literals. */
interface Leaves {
  SqlText attribute(Expression.Attribute attribute);

  SqlText metric(Expression.Metric metric);

  /** A struct of type, value and number; NULL where the row has no such key. */
  SqlText entry(Expression.Entry entry);

  /** The text of an entry of which nothing else is known; empty where it has a type. */
  Optional<SqlText> text(Expression.Entry entry);

  SqlText output(Expression.Output output);

  SqlText runDate();

  /** The run_id of a row of runs, with the relation it is of. */
  default SqlText runId() {
    throw new IllegalArgumentException("these rows are no runs");
  }

  /** What belongs to rows of runs. */
  default RelatedSql related() {
    throw new IllegalArgumentException("these rows are no runs");
  }
}
