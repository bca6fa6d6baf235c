package tools.peak.runner.live.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.bars.Bars;

/** Bars that are all there. */
final class BarsFeed implements Feed {
  private final Bars bars;
  private int next;

  BarsFeed(Bars bars) {
    this.bars = bars;
  }

  @Override
  public String source() {
    return bars.source();
  }

  @Override
  public @Nullable FeedItem next(Duration most) {
    if (isOver()) {
      return null;
    }
    int i = next++;
    return new FeedItem.Bar(
        next,
        bars.micros(i),
        bars.open(i),
        bars.high(i),
        bars.low(i),
        bars.close(i),
        bars.volume(i));
  }

  @Override
  public boolean isOver() {
    return next == bars.size();
  }

  @Override
  public void close() {}
}
