package tools.peak.evidence;

import tools.peak.parquet.column.Doubles;
import tools.peak.parquet.column.Times;

/**
 * The points of {@code equity.csv} in the file's order. The first timestamp usually stands there
 * twice, so a row's key is its ordinal, never its time.
 *
 * @param timestamps when each point was, UTC
 * @param equity account value in the run's currency; missing where the file's cell was empty
 */
public record EquityCurve(Times timestamps, Doubles equity) {
  public static final EquityCurve EMPTY = new EquityCurve(Times.missing(0), Doubles.missing(0));

  public EquityCurve {
    if (timestamps.size() != equity.size()) {
      throw new IllegalArgumentException(
          timestamps.size() + " timestamps, " + equity.size() + " equities");
    }
  }

  public int size() {
    return equity.size();
  }
}
