package tools.peak.evidence.write;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a run's trades. A number that nobody knows is NaN, which leaves the cell empty; times
 * are kept to the microsecond.
 */
public sealed interface Trade {
  /** What was traded; null where it is the run's own symbol. */
  @Nullable String symbol();

  /**
   * A position from its entry to its exit.
   *
   * @param side {@code long} or {@code short}
   * @param quantity in units of the symbol, above 0
   * @param entryPrice in the run's currency, as is all money here
   * @param pnl profit after costs
   * @param fee of both sides together
   * @param exitReason why it was left, such as {@code stop}
   */
  record RoundTrip(
      Instant entryTime,
      Instant exitTime,
      String side,
      double quantity,
      double entryPrice,
      double exitPrice,
      double pnl,
      double fee,
      @Nullable String exitReason,
      @Nullable String symbol)
      implements Trade {
    public RoundTrip(
        Instant entryTime,
        Instant exitTime,
        String side,
        double quantity,
        double entryPrice,
        double exitPrice,
        double pnl,
        double fee) {
      this(entryTime, exitTime, side, quantity, entryPrice, exitPrice, pnl, fee, null, null);
    }

    /** Profit after costs as a fraction of what the entry paid. */
    public double pnlRatio() {
      return pnl / (quantity * entryPrice);
    }
  }

  /**
   * What an order got.
   *
   * @param side {@code buy} or {@code sell}
   * @param quantity in units of the symbol, above 0
   * @param price in the run's currency, as is all money here
   * @param pnl what it realised, after costs; NaN where it opened a position
   */
  record Fill(
      Instant time,
      String side,
      double quantity,
      double price,
      double fee,
      double pnl,
      @Nullable String symbol)
      implements Trade {
    public Fill(Instant time, String side, double quantity, double price, double fee) {
      this(time, side, quantity, price, fee, Double.NaN, null);
    }
  }
}
