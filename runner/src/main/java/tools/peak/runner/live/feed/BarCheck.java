package tools.peak.runner.live.feed;

/** Whether numbers can be a bar's. */
final class BarCheck {
  private BarCheck() {}

  /** The bar itself, or why it is none. */
  static FeedItem of(FeedItem.Bar bar) {
    double[] prices = {bar.open(), bar.high(), bar.low(), bar.close()};
    for (double price : prices) {
      if (!Double.isFinite(price)) {
        return new FeedItem.Bad(bar.line(), BadBar.NOT_FINITE, "a price is " + price);
      }
      if (price <= 0) {
        return new FeedItem.Bad(bar.line(), BadBar.NOT_POSITIVE, "a price is " + price);
      }
    }
    if (!Double.isFinite(bar.volume())) {
      return new FeedItem.Bad(bar.line(), BadBar.NOT_FINITE, "the volume is " + bar.volume());
    }
    if (bar.volume() < 0) {
      return new FeedItem.Bad(bar.line(), BadBar.NOT_POSITIVE, "the volume is " + bar.volume());
    }
    return bar.high() < bar.low()
        ? new FeedItem.Bad(
            bar.line(), BadBar.HIGH_BELOW_LOW, "high " + bar.high() + " is below low " + bar.low())
        : bar;
  }
}
