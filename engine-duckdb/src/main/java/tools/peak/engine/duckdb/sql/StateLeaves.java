package tools.peak.engine.duckdb.sql;

import java.util.Optional;
import tools.peak.lake.query.filter.Expression;

/** What expressions read from the rows of a small table of the catalog. */
final class StateLeaves implements Leaves {
  @Override
  public SqlText attribute(Expression.Attribute attribute) {
    return SqlText.of(SqlText.identifier(attribute.column().name()));
  }

  @Override
  public SqlText metric(Expression.Metric metric) {
    throw new IllegalArgumentException("no column: " + metric);
  }

  @Override
  public SqlText entry(Expression.Entry entry) {
    throw new IllegalArgumentException("no column: " + entry);
  }

  @Override
  public Optional<SqlText> text(Expression.Entry entry) {
    throw new IllegalArgumentException("no column: " + entry);
  }

  @Override
  public SqlText output(Expression.Output output) {
    throw new IllegalArgumentException("no column: " + output);
  }

  @Override
  public SqlText runDate() {
    throw new IllegalArgumentException("a small table has no run's date");
  }
}
