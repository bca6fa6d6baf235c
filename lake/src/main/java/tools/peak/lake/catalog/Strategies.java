package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import tools.peak.lake.annotation.StrategyEntry;

/** The strategies dimension. A later file replaces the strategies that it names, and no others. */
public interface Strategies {
  /** Puts strategies in the place of what was known of them. */
  void put(Collection<StrategyEntry> strategies, Instant lastUpdated);
}
