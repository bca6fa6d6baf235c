package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import tools.peak.lake.annotation.StrategyEntry;

/** The strategies dimension. A later file replaces the strategies that it names, and no others. */
public interface Strategies {
  /** The small table of former names: {@code alias, strategy}. */
  String ALIASES = "strategy_aliases";

  /** The aliases in force: the strategy by each. */
  Map<String, String> aliases();

  /**
   * Puts strategies, with their aliases, in the place of what was known of them. A strategy whose
   * name is an alias now is none any more.
   */
  void put(Collection<StrategyEntry> strategies, Instant lastUpdated);
}
