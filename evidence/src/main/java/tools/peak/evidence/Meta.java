package tools.peak.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code meta} object of a snapshot. An attribute that is absent, null, or not of its type is
 * null here; {@code values} and {@code json} keep it as it was.
 *
 * @param runId the run's name: up to 1,024 characters, no {@code ..} segment; the folder's name
 *     where the snapshot has none
 * @param timestamp when the run was made
 * @param startDate first day of the data
 * @param endDate last day of the data
 * @param stage backtest, research, live, or whatever a user wrote
 * @param traceId 32 hex digits, of a run that was traced
 * @param study what the run is part of: a sweep, a walk-forward analysis
 * @param fold which part of the study's data it is over
 * @param sample {@code in_sample}, {@code out_of_sample}, or whatever a user wrote
 * @param anchorRunId the in-sample run that an out-of-sample one takes its parameters from
 * @param sessionId of the session that made it
 * @param dataSha256 digest of the data that went in
 * @param configSha256 digest of strategy, parameters and costs, without the run's name
 * @param gitDirty whether the code had changes that {@code gitSha} does not have
 * @param values everything in the object, typed and flattened, in the file's order, a key once
 * @param json the raw object, for showing
 */
public record Meta(
    String runId,
    @Nullable String strategy,
    @Nullable String symbol,
    @Nullable LocalDate startDate,
    @Nullable LocalDate endDate,
    @Nullable String gitSha,
    @Nullable Instant timestamp,
    @Nullable String stage,
    @Nullable String runner,
    @Nullable String dataSource,
    @Nullable String sourceTool,
    @Nullable String sourceVersion,
    @Nullable String traceId,
    @Nullable String study,
    @Nullable String fold,
    @Nullable String sample,
    @Nullable String anchorRunId,
    @Nullable String sessionId,
    @Nullable String dataSha256,
    @Nullable String configSha256,
    @Nullable Boolean gitDirty,
    List<Value> values,
    String json) {

  public Meta {
    values = List.copyOf(values);
  }
}
