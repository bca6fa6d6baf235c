package tools.peak.runner.live.feed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether bars follow one another: none twice, none back in time, and where some are missing. How
 * far apart they should be is the median of the last {@value #KNOWN} distances.
 */
public final class Sequence {
  private static final int KNOWN = 9;

  /** From here on it is a gap: one bar is missing at least. */
  private static final double GAP = 1.5;

  private final long[] distances = new long[KNOWN];
  private int count;
  private long usual;
  private long last;
  private boolean begun;

  /** Why the bar can't follow; null if it does, and is the last one from now on. */
  public FeedItem.@Nullable Bad refuse(FeedItem.Bar bar) {
    if (begun && bar.micros() <= last) {
      return bar.micros() == last
          ? new FeedItem.Bad(bar.line(), BadBar.REPEATED, "its time is that of the bar before")
          : new FeedItem.Bad(bar.line(), BadBar.BACKWARDS, "its time is before the last bar's");
    }
    return null;
  }

  /** Takes a bar that {@link #refuse} lets through; how many bars are missing before it. */
  public long missingBefore(FeedItem.Bar bar) {
    long distance = begun ? bar.micros() - last : 0;
    last = bar.micros();
    if (!begun) {
      begun = true;
      return 0;
    }
    boolean isGap = count >= KNOWN && distance > GAP * usual;
    long missing = isGap ? Math.max(1, Math.round((double) distance / usual) - 1) : 0;
    distances[count++ % KNOWN] = distance;
    if (distance != usual) {
      long[] sorted = Arrays.copyOf(distances, Math.min(count, KNOWN));
      Arrays.sort(sorted);
      usual = sorted[sorted.length / 2];
    }
    if (count == 2 * KNOWN) {
      count = KNOWN;
    }
    return missing;
  }

  /** Microseconds between bars, as far as known; else 0. */
  public long usualMicros() {
    return usual;
  }

  /** The time of the last bar, in microseconds since the epoch; of none, 0. */
  public long lastMicros() {
    return last;
  }
}
