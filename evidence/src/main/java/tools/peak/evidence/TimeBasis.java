package tools.peak.evidence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells which clock a trade's times are of. Upstream's pipeline stamps entries and exits with the
 * wall clock of the backtest, except {@code end_of_data} exits, which carry the bar's time; our own
 * runner writes the same columns with bar times throughout.
 */
final class TimeBasis {
  static final String WALL = "wall";
  static final String BAR = "bar";
  static final String MIXED = "mixed";

  private static final String BAR_EXIT = "end_of_data";

  private final long[] bars;

  private TimeBasis(long[] bars) {
    this.bars = bars;
  }

  /**
   * Of a file with the pipeline's columns: a time is a bar's if the curve has a point in that very
   * second (curves are written in whole seconds). Without a curve upstream's habit is all there is.
   */
  static Texts ofPipeline(Times entry, Times exit, Texts exitReason, EquityCurve curve) {
    TimeBasis basis = curve.size() == 0 ? null : new TimeBasis(sorted(curve.timestamps()));
    @Nullable String[] texts = new @Nullable String[entry.size()];
    for (int row = 0; row < texts.length; row++) {
      texts[row] =
          basis == null
              ? BAR_EXIT.equals(exitReason.get(row)) ? MIXED : WALL
              : basis.of(entry.get(row), exit.get(row));
    }
    return Texts.of(texts);
  }

  private @Nullable String of(long entry, long exit) {
    if (entry == Times.MISSING && exit == Times.MISSING) {
      return null;
    }
    boolean anyBar = isBar(entry) || isBar(exit);
    boolean anyWall = isWall(entry) || isWall(exit);
    return anyBar && anyWall ? MIXED : anyBar ? BAR : WALL;
  }

  private boolean isWall(long time) {
    return time != Times.MISSING && !isBar(time);
  }

  private boolean isBar(long time) {
    if (time == Times.MISSING) {
      return false;
    }
    long second = Math.floorDiv(time, TimeText.MICROS_A_SECOND) * TimeText.MICROS_A_SECOND;
    int found = Arrays.binarySearch(bars, second);
    int at = found >= 0 ? found : -found - 1;
    return at < bars.length && bars[at] < second + TimeText.MICROS_A_SECOND;
  }

  private static long[] sorted(Times times) {
    long[] sorted = new long[times.size()];
    boolean inOrder = true;
    for (int row = 0; row < sorted.length; row++) {
      sorted[row] = times.get(row);
      inOrder &= row == 0 || sorted[row - 1] <= sorted[row];
    }
    if (!inOrder) {
      Arrays.sort(sorted);
    }
    return sorted;
  }
}
