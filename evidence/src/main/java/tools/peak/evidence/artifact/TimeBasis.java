package tools.peak.evidence.artifact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.text.TimeText;
import tools.peak.parquet.column.Texts;
import tools.peak.parquet.column.Times;

/**
 * Tells which clock a trade's times are of. Upstream's pipeline stamps entries and exits with the
 * wall clock of the backtest, except {@code end_of_data} exits, which carry the bar's time; our own
 * runner writes the same columns with bar times throughout.
 */
public final class TimeBasis {
  static final String WALL = "wall";
  public static final String BAR = "bar";
  static final String MIXED = "mixed";

  private static final String BAR_EXIT = "end_of_data";

  private final Times bars;

  private TimeBasis(Times bars) {
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
    int at = firstFrom(second);
    return at < bars.size() && bars.get(at) < second + TimeText.MICROS_A_SECOND;
  }

  private int firstFrom(long time) {
    int from = 0;
    int to = bars.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (bars.get(middle) < time) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Curves are in order, but for a few. */
  private static Times sorted(Times times) {
    boolean inOrder = true;
    for (int row = 1; row < times.size() && inOrder; row++) {
      inOrder = times.get(row - 1) <= times.get(row);
    }
    if (inOrder) {
      return times;
    }
    long[] sorted = new long[times.size()];
    for (int row = 0; row < sorted.length; row++) {
      sorted[row] = times.get(row);
    }
    Arrays.sort(sorted);
    return Times.ofMicros(sorted);
  }
}
