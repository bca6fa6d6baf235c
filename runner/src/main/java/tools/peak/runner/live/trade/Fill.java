package tools.peak.runner.live.trade;

/**
 * A part of an order, or all of it, that was traded.
 *
 * @param micros when, in the bars' time
 * @param quantity units
 * @param price paid or received for a unit
 * @param quote the order's: the price at which it was decided
 * @param fee paid in cash
 * @param whole whether nothing of the order is left
 */
public record Fill(
    String orderId,
    long micros,
    Side side,
    double quantity,
    double price,
    double quote,
    double fee,
    boolean whole) {
  private static final double WHOLE_BPS = 10_000;

  /**
   * By how much the price is worse than the quote, in basis points; negative where it is better.
   */
  public double slippageBps() {
    double ratio = price / quote - 1;
    return (side == Side.BUY ? ratio : -ratio) * WHOLE_BPS;
  }
}
