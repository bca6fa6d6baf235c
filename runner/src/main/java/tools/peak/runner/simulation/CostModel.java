package tools.peak.runner.simulation;

/**
 * What trading costs, on each side, in basis points (1 bps = 0.01 %).
 *
 * @param feeBps of the traded value, paid in cash; from 0 to below 10,000
 * @param slippageBps by which a fill is worse than the bar's price: above it when buying, below it
 *     when selling; from 0 to below 10,000
 */
public record CostModel(double feeBps, double slippageBps) {
  private static final double WHOLE = 10_000;

  /** No costs at all. */
  public static final CostModel FREE = new CostModel(0, 0);

  public CostModel {
    check("fee", feeBps);
    check("slippage", slippageBps);
  }

  private static void check(String name, double bps) {
    if (!(bps >= 0 && bps < WHOLE)) {
      throw new IllegalArgumentException(name + " must be from 0 to below 10000 bps, not " + bps);
    }
  }

  /** The fee as a fraction of the traded value. */
  public double fee() {
    return feeBps / WHOLE;
  }

  /** What is paid where the market stands at {@code price}. */
  public double buyPrice(double price) {
    return price * (1 + slippageBps / WHOLE);
  }

  /** What is received where the market stands at {@code price}. */
  public double sellPrice(double price) {
    return price * (1 - slippageBps / WHOLE);
  }
}
