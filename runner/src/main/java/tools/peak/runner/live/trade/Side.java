package tools.peak.runner.live.trade;

/** Which way an order goes. */
public enum Side {
  BUY("buy"),
  SELL("sell");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
