package tools.peak.runner.live;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.FolderName;
import tools.peak.runner.live.journal.Header;
import tools.peak.runner.sweep.GitHead;
import tools.peak.runner.sweep.PeakVersion;

/** What is known of a session when it begins. */
final class SessionHeader {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SessionHeader() {}

  static Header of(SessionRequest request, String id, Instant began, String source) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("run_id", id);
    meta.put("session_id", id);
    meta.put("strategy", request.strategy().kind().text());
    meta.put("symbol", request.symbol());
    meta.put("git_sha", GitHead.sha(Path.of("")).orElse(null));
    meta.put("argv", request.argv());
    meta.put("stage", "live");
    meta.put("runner", "peak live");
    meta.put("timestamp", MICROS.format(began));
    meta.put("data_source", source);
    meta.put("source_tool", "peak");
    meta.put("source_version", PeakVersion.read());
    Map<String, @Nullable Object> costs = new LinkedHashMap<>();
    costs.put("fee_bps", request.costs().feeBps());
    costs.put("slippage_bps", request.costs().slippageBps());
    costs.put("initial_cash", request.initialCash());
    costs.put("sizing", request.stake() == null ? "all_in" : "stake");
    costs.put("stake", request.stake());
    costs.put(
        "execution", request.broker().latency().isZero() ? "bar_close" : "open_after_latency");
    meta.put("effective_cost_config", costs);
    meta.put("broker", request.broker().toString());
    meta.put("risk_limits", request.limits().asMap());
    return new Header(
        id,
        FolderName.of(id),
        meta,
        new LinkedHashMap<>(request.strategy().params()),
        request.initialCash());
  }
}
