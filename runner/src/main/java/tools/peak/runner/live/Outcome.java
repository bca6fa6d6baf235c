package tools.peak.runner.live;

/** What became of a cycle. */
enum Outcome {
  /** An order was taken, or one that worked was filled. */
  TRADED("traded"),
  NO_TRADE("no_trade"),
  /** A limit refused an order. */
  REFUSED("refused"),
  /** The broker rejected an order. */
  REJECTED("rejected"),
  /** The line was no bar to act on. */
  BAD_DATA("bad_data"),
  /** No bar came for longer than data may be old. */
  STALLED("stalled"),
  /** A limit was broken: the kill switch is on. */
  BREACH("breach"),
  KILLED("killed"),
  /** Something went wrong within the cycle. */
  ERROR("error");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
