package tools.peak.runner.live.feed;

/** What a line of a feed is. */
public sealed interface FeedItem {
  /** Which line or row of the feed, counted from 1. */
  long line();

  /**
   * A bar: prices finite and above zero, no high below its low, a volume that is finite and not
   * negative.
   *
   * @param micros microseconds since the epoch, UTC
   */
  record Bar(
      long line, long micros, double open, double high, double low, double close, double volume)
      implements FeedItem {}

  /** No bar. */
  record Bad(long line, BadBar why, String detail) implements FeedItem {}
}
