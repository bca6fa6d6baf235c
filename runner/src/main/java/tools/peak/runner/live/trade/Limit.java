package tools.peak.runner.live.trade;

/** What a session may not go beyond. */
public enum Limit {
  POSITION("position"),
  ORDER_SIZE("order_size"),
  DAILY_LOSS("daily_loss"),
  DRAWDOWN("drawdown"),
  ORDERS_PER_MINUTE("orders_per_minute"),
  DATA_AGE("data_age");

  private final String text;

  Limit(String text) {
    this.text = text;
  }

  /** The name that metrics, logs and stats use. */
  public String text() {
    return text;
  }
}
