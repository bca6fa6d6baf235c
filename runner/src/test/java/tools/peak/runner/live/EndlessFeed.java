package tools.peak.runner.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.feed.Feed;
import tools.peak.runner.live.feed.FeedItem;

/** A bar a minute, up and down, for as long as it is asked; or so many. */
final class EndlessFeed implements Feed {
  private static final long MINUTE = 60_000_000;
  private final long most;
  private long count;

  EndlessFeed() {
    this(Long.MAX_VALUE);
  }

  EndlessFeed(long most) {
    this.most = most;
  }

  @Override
  public String source() {
    return "endless";
  }

  @Override
  public @Nullable FeedItem next(Duration wait) {
    if (isOver()) {
      return null;
    }
    double price = 100 + 10 * Math.sin(count / 20.0);
    count++;
    return new FeedItem.Bar(count, count * MINUTE, price, price, price, price, 1);
  }

  @Override
  public boolean isOver() {
    return count >= most;
  }

  @Override
  public void close() {}
}
