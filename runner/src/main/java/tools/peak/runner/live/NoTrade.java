package tools.peak.runner.live;

/** Why a cycle sent no order, where it is neither a limit nor a bad bar. */
enum NoTrade {
  NO_SIGNAL("no_signal"),
  WARMING_UP("warming_up"),
  /** An order before it still works. */
  ORDER_WORKING("order_working"),
  CLOSE_ONLY("close_only"),
  STALLED("stalled");

  private final String text;

  NoTrade(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
