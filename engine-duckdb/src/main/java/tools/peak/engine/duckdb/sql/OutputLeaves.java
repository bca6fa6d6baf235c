package tools.peak.engine.duckdb.sql;

import java.util.Optional;
import tools.peak.lake.query.filter.Expression;

/** What expressions read from the rows of an aggregation, whose columns are c0, c1, …. */
final class OutputLeaves implements Leaves {
  @Override
  public SqlText output(Expression.Output output) {
    return SqlText.of("c" + output.position());
  }

  @Override
  public SqlText attribute(Expression.Attribute attribute) {
    throw new IllegalArgumentException("no output: " + attribute);
  }

  @Override
  public SqlText metric(Expression.Metric metric) {
    throw new IllegalArgumentException("no output: " + metric);
  }

  @Override
  public SqlText entry(Expression.Entry entry) {
    throw new IllegalArgumentException("no output: " + entry);
  }

  @Override
  public Optional<SqlText> text(Expression.Entry entry) {
    throw new IllegalArgumentException("no output: " + entry);
  }

  @Override
  public SqlText runDate() {
    throw new IllegalArgumentException("no output: run date");
  }
}
