package tools.peak.evidence.artifact;

import java.util.List;
import java.util.Map;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.text.JsonText;

/**
 * What {@link EvidenceWriter} makes a folder of.
 *
 * @param metaJson the {@code meta} object; its {@code run_id} must be one that a lake takes
 * @param paramsJson the {@code params} object
 * @param stats in the order in which they shall stand, a metric once
 * @param equity no file is written for an empty one
 * @param trades no file is written if there are none
 */
public record RunDocument(
    String metaJson, String paramsJson, List<Stat> stats, EquityCurve equity, Trades trades) {

  public RunDocument {
    stats = List.copyOf(stats);
  }

  /** A run that was read, to be written again. */
  public static RunDocument of(Run run) {
    return new RunDocument(
        run.meta().json(), run.paramsJson(), run.stats(), run.equity(), run.trades());
  }

  /**
   * A run that was made.
   *
   * @param meta strings, numbers, booleans, nulls, lists and maps; in the map's order
   * @param params likewise
   * @throws IllegalArgumentException if there is anything else among them
   */
  public static RunDocument of(
      Map<String, ?> meta,
      Map<String, ?> params,
      List<Stat> stats,
      EquityCurve equity,
      Trades trades) {
    return new RunDocument(JsonText.of(meta), JsonText.of(params), stats, equity, trades);
  }
}
