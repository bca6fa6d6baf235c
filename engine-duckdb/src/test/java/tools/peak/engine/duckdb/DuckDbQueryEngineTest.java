package tools.peak.engine.duckdb;

import tools.peak.fixtures.contract.QueryEngineContract;
import tools.peak.lake.query.plan.QueryEngineProvider;

final class DuckDbQueryEngineTest extends QueryEngineContract {
  @Override
  protected QueryEngineProvider provider() {
    return new DuckDbQueryEngineProvider();
  }
}
