package tools.peak.runner.sweep;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.simulation.Simulation;

/** The {@code meta} of a sweep's runs. */
final class RunMeta {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final SweepRequest request;
  private final @Nullable String gitSha;
  private final String version;

  /**
   * @param gitSha the commit the sweep is run at, if any
   * @param version of Peak
   */
  RunMeta(SweepRequest request, @Nullable String gitSha, String version) {
    this.request = request;
    this.gitSha = gitSha;
    this.version = version;
  }

  static RunMeta here(SweepRequest request) {
    return new RunMeta(request, GitHead.sha(Path.of("")).orElse(null), PeakVersion.read());
  }

  /**
   * @param traceId of the trace that the run is in; null where it is in none
   */
  Map<String, @Nullable Object> of(String runId, Instant timestamp, @Nullable String traceId) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("run_id", runId);
    meta.put("strategy", request.strategy().text());
    meta.put("symbol", request.symbol());
    meta.put("git_sha", gitSha);
    meta.put("argv", request.argv());
    meta.put("stage", request.stage());
    meta.put("runner", "peak backtest");
    meta.put("timestamp", MICROS.format(timestamp));
    meta.put("data_source", request.bars().source());
    meta.put("start_date", request.bars().startDate().toString());
    meta.put("end_date", request.bars().endDate().toString());
    meta.put("source_tool", "peak");
    meta.put("source_version", version);
    meta.put("effective_cost_config", costs());
    if (traceId != null) {
      meta.put("trace_id", traceId);
    }
    return meta;
  }

  private Map<String, Object> costs() {
    Map<String, Object> costs = new LinkedHashMap<>();
    costs.put("fee_bps", request.costs().feeBps());
    costs.put("slippage_bps", request.costs().slippageBps());
    costs.put("initial_cash", Simulation.INITIAL_CASH);
    costs.put("sizing", "all_in");
    costs.put("execution", "next_open");
    return costs;
  }
}
