package tools.peak.runner.live.feed;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where bars come from. Read by one thread. */
public interface Feed extends AutoCloseable {
  /** What messages and {@code meta.data_source} call it. */
  String source();

  /**
   * The next line; null if none came within {@code most}, or none will ({@link #isOver}).
   *
   * @throws FeedException if the feed can't be understood at all
   * @throws IOException if it can't be read any more
   */
  @Nullable FeedItem next(Duration most) throws IOException, InterruptedException;

  /** Whether all that there was has been given. */
  boolean isOver();

  @Override
  void close() throws IOException;
}
