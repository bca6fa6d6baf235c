package tools.peak.runner.sweep;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.strategy.Strategy;

/** The {@code meta} of a sweep's runs. */
final class RunMeta {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SweepRequest request;
  private final RunIdentity identity;

  RunMeta(SweepRequest request, RunIdentity identity) {
    this.request = request;
    this.identity = identity;
  }

  static RunMeta here(SweepRequest request) {
    return new RunMeta(request, RunIdentity.here(request.bars()));
  }

  /**
   * @param traceId of the trace that the run is in; null where it is in none
   */
  Map<String, @Nullable Object> of(
      String runId, Strategy strategy, Instant timestamp, @Nullable String traceId) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("run_id", runId);
    meta.put("strategy", request.strategy().text());
    meta.put("symbol", request.symbol());
    meta.put("git_sha", identity.gitSha());
    meta.put("git_dirty", identity.gitDirty());
    meta.put("argv", request.argv());
    meta.put("stage", request.stage());
    meta.put("runner", "peak backtest");
    meta.put("timestamp", MICROS.format(timestamp));
    meta.put("data_source", request.bars().source());
    meta.put("start_date", request.bars().startDate().toString());
    meta.put("end_date", request.bars().endDate().toString());
    meta.put("source_tool", "peak");
    meta.put("source_version", identity.version());
    meta.put("effective_cost_config", RunIdentity.effective(request.costs()));
    meta.put("data_sha256", identity.dataSha256());
    meta.put("config_sha256", RunIdentity.configSha256(strategy, request.costs()));
    meta.putAll(request.labels());
    if (traceId != null) {
      meta.put("trace_id", traceId);
    }
    return meta;
  }
}
