package tools.peak.runner.live.feed;

/** Why a line of a feed is no bar that a session may act on. */
public enum BadBar {
  /** Its time is that of the bar before. */
  REPEATED("repeated"),
  /** Its time lies before that of the bar before. */
  BACKWARDS("backwards"),
  /** NaN or an infinity. */
  NOT_FINITE("not_finite"),
  /** A price of zero or below, or a negative volume. */
  NOT_POSITIVE("not_positive"),
  HIGH_BELOW_LOW("high_below_low"),
  /** Cells are missing, or are no time or number. */
  BROKEN_LINE("broken_line"),
  /** The feed ended within it. */
  CUT_LINE("cut_line"),
  OTHER_SYMBOL("other_symbol");

  private final String text;

  BadBar(String text) {
    this.text = text;
  }

  /** The name that metrics, logs and stats use. */
  public String text() {
    return text;
  }
}
