package tools.peak.lake.annotation;

import org.jspecify.annotations.Nullable;

/**
 * What a team says of one of its strategies.
 *
 * @param strategy the key that runs name
 * @param tier an open vocabulary: core, aux, legacy, r_and_d, or A, B, C
 * @param category such as trend or mean_reversion
 * @param tags as JSON text, a list
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
    @Nullable String notes) {}
