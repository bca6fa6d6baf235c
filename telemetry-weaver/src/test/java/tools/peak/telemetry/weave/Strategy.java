package tools.peak.telemetry.weave;

/** What a user would annotate; public, since the test calls it by reflection after weaving it. */
public final class Strategy {
  @Traced("strategy.signals")
  public int signals(int bars) {
    return bars == 0 ? 0 : count(bars) + twice(bars);
  }

  @Traced
  private int count(int bars) {
    return bars;
  }

  @Traced
  public static int twice(int value) {
    return 2 * value;
  }

  @Traced
  public long[] wide(long a, double b, String text) {
    return new long[] {a, (long) b, text.length()};
  }

  @Traced
  public void failing() {
    throw new IllegalArgumentException("no bars");
  }

  @Traced
  public int recovering() {
    try {
      failing();
      return 0;
    } catch (IllegalArgumentException e) {
      return e.toString().length();
    }
  }

  public int plain() {
    return 1;
  }
}
