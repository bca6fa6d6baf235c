package tools.peak.lake.annotation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a team says of one of its strategies.
 *
 * @param strategy the key that runs name
 * @param tier an open vocabulary: core, aux, legacy, r_and_d, or A, B, C
 * @param category such as trend or mean_reversion
 * @param tags as JSON text, a list
 * @param aliases other names that runs of it bear, such as those it had before
 */
public record StrategyEntry(
    String strategy,
    @Nullable String tier,
    @Nullable String category,
    @Nullable String recommendedConfigId,
    @Nullable Boolean allowLive,
    @Nullable String label,
    @Nullable String riskProfile,
    @Nullable String owner,
    @Nullable String tags,
    @Nullable String notes,
    List<String> aliases) {
  public StrategyEntry {
    aliases = List.copyOf(aliases);
  }
}
