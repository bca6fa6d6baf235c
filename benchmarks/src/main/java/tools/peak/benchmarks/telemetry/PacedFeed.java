package tools.peak.benchmarks.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.feed.Feed;
import tools.peak.runner.live.feed.FeedItem;

/** Bars at a pace of its own, and how long a session was busy with each. */
final class PacedFeed implements Feed {
  private static final long MINUTE = 60_000_000;

  private final long nanosApart;
  private final long[] busy;
  private int given;
  private long due;
  private long handedOver;

  /**
   * @param perSecond bars; 0 gives them as fast as they are taken
   */
  PacedFeed(int bars, int perSecond) {
    this.nanosApart = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    this.busy = new long[bars];
  }

  @Override
  public String source() {
    return "benchmark";
  }

  @Override
  public @Nullable FeedItem next(Duration most) {
    long now = System.nanoTime();
    if (given > 0 && given <= busy.length && handedOver > 0) {
      busy[given - 1] = now - handedOver;
    }
    if (isOver()) {
      return null;
    }
    if (nanosApart > 0) {
      due = due == 0 ? now : due + nanosApart;
      while (now < due) {
        LockSupport.parkNanos(due - now);
        now = System.nanoTime();
      }
    }
    double price = 100 + 10 * Math.sin(given / 12.0) + given % 3;
    given++;
    FeedItem item = new FeedItem.Bar(given, given * MINUTE, price, price, price, price, 1);
    handedOver = System.nanoTime();
    return item;
  }

  /** Nanoseconds that all but this part of the bars took less than. */
  long quantile(double part) {
    long[] sorted = busy.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length))];
  }

  @Override
  public boolean isOver() {
    return given == busy.length;
  }

  @Override
  public void close() {}
}
