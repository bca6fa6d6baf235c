package tools.peak.lake.sqlite;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.peak.lake.annotation.StrategyEntry;
import tools.peak.lake.catalog.Strategies;

/** {@code peak_strategies} and {@code peak_strategy_aliases}. */
record SqliteStrategies(SqliteTransaction transaction) implements Strategies {
  @Override
  public Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    transaction
        .database()
        .query(
            row -> Map.entry(row.getString(1), row.getString(2)),
            "SELECT alias, strategy FROM peak_strategy_aliases WHERE until IS NULL ORDER BY alias")
        .forEach(alias -> aliases.put(alias.getKey(), alias.getValue()));
    return aliases;
  }

  @Override
  public void put(Collection<StrategyEntry> strategies, Instant lastUpdated) {
    for (StrategyEntry strategy : strategies) {
      end("peak_strategies", "strategy", strategy.strategy());
      end("peak_strategy_aliases", "strategy", strategy.strategy());
    }
    for (StrategyEntry strategy : strategies) {
      insert(strategy, lastUpdated);
      for (String alias : strategy.aliases()) {
        end("peak_strategies", "strategy", alias);
        end("peak_strategy_aliases", "strategy", alias);
        end("peak_strategy_aliases", "alias", alias);
        var _ =
            transaction
                .database()
                .update(
                    "INSERT INTO peak_strategy_aliases VALUES (?, ?, ?, NULL)",
                    alias,
                    strategy.strategy(),
                    transaction.nextVersion());
      }
      transaction.markChanged();
    }
  }

  private void end(String table, String column, String value) {
    var _ =
        transaction
            .database()
            .update(
                "UPDATE " + table + " SET until = ? WHERE " + column + " = ? AND until IS NULL",
                transaction.nextVersion(),
                value);
  }

  private void insert(StrategyEntry strategy, Instant lastUpdated) {
    var _ =
        transaction
            .database()
            .update(
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
  }
}
