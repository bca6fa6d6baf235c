package tools.peak.lake.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import tools.peak.lake.annotation.StrategyEntry;

/** The strategies dimension. A later file replaces the strategies that it names, and no others. */
public final class Strategies {
  private final CatalogTransaction transaction;

  Strategies(CatalogTransaction transaction) {
    this.transaction = transaction;
  }

  /** Puts strategies in the place of what was known of them. */
  public void put(Collection<StrategyEntry> strategies, Instant lastUpdated) throws SQLException {
    Connection connection = transaction.connection();
    for (StrategyEntry strategy : strategies) {
      Sqlite.update(
          connection,
          "UPDATE peak_strategies SET until = ? WHERE strategy = ? AND until IS NULL",
          transaction.nextVersion(),
          strategy.strategy());
      Sqlite.update(
          connection,
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
