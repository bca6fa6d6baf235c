package tools.peak.runner.live.trade;

/**
 * An order at the market.
 *
 * @param id unique in its session
 * @param amount of a buy the cash to spend, fee included; of a sale the units to sell
 * @param quote the price at which it was decided: the bar's close
 * @param micros when it was sent, in the bars' time
 */
public record Order(String id, Side side, double amount, double quote, long micros) {

  /** What it is worth at its quote, in the currency of the prices. */
  public double value() {
    return side == Side.BUY ? amount : amount * quote;
  }
}
