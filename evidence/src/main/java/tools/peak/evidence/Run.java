package tools.peak.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * A run as its folder tells it.
 *
 * @param meta who, what and when
 * @param params typed parameters, flattened, in the file's order, a key once
 * @param paramsJson the raw {@code params} object, for showing
 * @param stats the entries of {@code stats.json}, a metric once; empty without the file
 * @param curveStats what the curve says, all of {@link CurveMetric}; empty without the file, or of
 *     a curve that tells no return
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
    List<Stat> curveStats,
    EquityCurve equity,
    Trades trades,
    Spans spans,
    List<Artifact> artifacts,
    String evidenceSha256) {

  public Run {
    params = List.copyOf(params);
    stats = List.copyOf(stats);
    curveStats = List.copyOf(curveStats);
    artifacts = List.copyOf(artifacts);
  }

  public String runId() {
    return meta.runId();
  }

  /**
   * The metrics that a lake keeps: the file's own, then the curve's. A metric of the file that is
   * called like one of the curve's is none of them.
   */
  public List<Stat> metrics() {
    return Stream.concat(
            stats.stream().filter(stat -> !CurveMetric.isName(stat.metric())), curveStats.stream())
        .toList();
  }
}
