package tools.peak.runner.live.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session is, known when it begins.
 *
 * @param runId of the run that it will be
 * @param folder the name of that run's folder in the results
 * @param meta of the run, in order
 * @param params of the strategy
 * @param initialCash in the currency of the prices
 */
public record Header(
    String runId,
    String folder,
    Map<String, @Nullable Object> meta,
    Map<String, Object> params,
    double initialCash) {}
