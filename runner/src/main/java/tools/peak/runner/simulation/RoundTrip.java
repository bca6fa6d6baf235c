package tools.peak.runner.simulation;

/**
 * A long trade from entry to exit. Money is in the currency of the prices.
 *
 * @param entryBar the bar at whose open it was bought
 * @param exitBar the bar at whose open it was sold, or the last bar, at whose close it was
 * @param quantity units bought, fractions allowed
 * @param entryQuote the bar's price before slippage
 * @param entryPrice the price paid
 * @param exitQuote the bar's price before slippage
 * @param exitPrice the price received
 * @param entryFee paid when buying
 * @param exitFee paid when selling
 * @param exitReason why it was sold
 */
public record RoundTrip(
    int entryBar,
    int exitBar,
    double quantity,
    double entryQuote,
    double entryPrice,
    double exitQuote,
    double exitPrice,
    double entryFee,
    double exitFee,
    ExitReason exitReason) {

  /** Why a position was closed. */
  public enum ExitReason {
    SIGNAL("signal"),
    END_OF_DATA("end_of_data");

    private final String text;

    ExitReason(String text) {
      this.text = text;
    }

    /** The name {@code trades.parquet} uses. */
    public String text() {
      return text;
    }
  }

  /** Profit between the two fills, before fees (slippage is in the fills). */
  public double grossPnl() {
    return quantity * (exitPrice - entryPrice);
  }

  /** Both fees. */
  public double fee() {
    return entryFee + exitFee;
  }

  /** Profit after all costs. */
  public double pnl() {
    return grossPnl() - fee();
  }

  /** Profit after all costs over the value bought, a fraction. */
  public double pnlRatio() {
    return pnl() / (quantity * entryPrice);
  }

  /** What slippage took, at both fills; not negative. */
  public double slippage() {
    return quantity * ((entryPrice - entryQuote) + (exitQuote - exitPrice));
  }

  /** The value bought and the value sold. */
  public double tradedValue() {
    return quantity * (entryPrice + exitPrice);
  }
}
