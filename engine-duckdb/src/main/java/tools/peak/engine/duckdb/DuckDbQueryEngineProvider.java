package tools.peak.engine.duckdb;

import tools.peak.lake.query.plan.QueryEngine;
import tools.peak.lake.query.plan.QueryEngineProvider;

/** Brings DuckDB. */
public final class DuckDbQueryEngineProvider implements QueryEngineProvider {
  @Override
  public QueryEngine open(Resources resources) {
    return new DuckDbQueryEngine(resources);
  }
}
