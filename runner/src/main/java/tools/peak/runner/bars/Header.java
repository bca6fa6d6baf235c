package tools.peak.runner.bars;

/** The names of the columns of a file of bars, in lower case. */
final class Header {
  static final String OPEN = "open";
  static final String HIGH = "high";
  static final String LOW = "low";
  static final String CLOSE = "close";
  static final String VOLUME = "volume";

  private Header() {}
}
