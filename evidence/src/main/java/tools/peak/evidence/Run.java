package tools.peak.evidence;

import java.util.List;

/**
 * A run as its folder tells it.
 *
 * @param meta who, what and when
 * @param params typed parameters, flattened, in the file's order, a key once
 * @param paramsJson the raw {@code params} object, for showing
 * @param stats the entries of {@code stats.json}, a metric once; empty without the file
 * @param equity the curve; empty without the file
 * @param trades the trades; none without the file
 * @param spans what telemetry tells of the run; none without the file
 * @param artifacts every regular file directly in the folder, sorted by name
 * @param evidenceSha256 SHA-256 over the digests of the artifacts
 */
public record Run(
    Meta meta,
    List<Value> params,
    String paramsJson,
    List<Stat> stats,
    EquityCurve equity,
    Trades trades,
    Spans spans,
    List<Artifact> artifacts,
    String evidenceSha256) {

  public Run {
    params = List.copyOf(params);
    stats = List.copyOf(stats);
    artifacts = List.copyOf(artifacts);
  }

  public String runId() {
    return meta.runId();
  }
}
