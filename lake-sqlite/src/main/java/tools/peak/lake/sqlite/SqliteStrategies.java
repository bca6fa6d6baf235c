package tools.peak.lake.sqlite;

import java.time.Instant;
import java.util.Collection;
import tools.peak.lake.annotation.StrategyEntry;
import tools.peak.lake.catalog.Strategies;

/** {@code peak_strategies}. */
record SqliteStrategies(SqliteTransaction transaction) implements Strategies {
  @Override
  public void put(Collection<StrategyEntry> strategies, Instant lastUpdated) {
    Sqlite database = transaction.database();
    for (StrategyEntry strategy : strategies) {
      var _ =
          database.update(
              "UPDATE peak_strategies SET until = ? WHERE strategy = ? AND until IS NULL",
              transaction.nextVersion(),
              strategy.strategy());
      var _ =
          database.update(
              "INSERT INTO peak_strategies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
              strategy.strategy(),
              strategy.tier(),
              strategy.category(),
              Micros.of(lastUpdated),
              strategy.recommendedConfigId(),
              strategy.allowLive(),
              strategy.label(),
              strategy.riskProfile(),
              strategy.owner(),
              strategy.tags(),
              strategy.notes(),
              transaction.nextVersion());
      transaction.markChanged();
    }
  }
}
