package tools.peak.runner.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.RoundTrip.ExitReason;
import tools.peak.runner.strategy.StrategySignals;
import tools.peak.runner.strategy.StrategySignals.Holding;

/**
 * The account of one run: {@value #INITIAL_CASH} of cash, all of it in or out of the market.
 *
 * <p>Each holding buys for all cash, fee included, in fractions of a unit, and sells everything. A
 * holding that is still open is sold at the close of the last bar, with the same costs. The curve
 * has one point a bar, valued at the bar's close without the costs of a sale to come; its first
 * point is the initial cash, since nothing can be bought before the second bar's open.
 */
public final class Simulation {
  /** What a run starts with, in the currency of the prices. */
  public static final double INITIAL_CASH = 10_000;

  private final double[] equity;
  private final List<RoundTrip> trades;
  private final int barsHeld;

  private Simulation(double[] equity, List<RoundTrip> trades, int barsHeld) {
    this.equity = equity;
    this.trades = trades;
    this.barsHeld = barsHeld;
  }

  /** Follows the signals with the money. */
  public static Simulation of(Bars bars, StrategySignals signals, CostModel costs) {
    double[] equity = new double[bars.size()];
    List<RoundTrip> trades = new ArrayList<>(signals.holdings().size());
    double cash = INITIAL_CASH;
    int flatFrom = 0;
    int barsHeld = 0;
    for (Holding holding : signals.holdings()) {
      RoundTrip trade = trade(bars, holding, cash, costs);
      int heldTo = holding.isOpen() ? bars.size() : holding.exitBar();
      Arrays.fill(equity, flatFrom, holding.entryBar(), cash);
      for (int i = holding.entryBar(); i < heldTo; i++) {
        equity[i] = trade.quantity() * bars.close(i);
      }
      cash = trade.quantity() * trade.exitPrice() - trade.exitFee();
      trades.add(trade);
      barsHeld += heldTo - holding.entryBar();
      flatFrom = Math.min(heldTo, bars.size() - 1);
    }
    Arrays.fill(equity, flatFrom, bars.size(), cash);
    return new Simulation(equity, List.copyOf(trades), barsHeld);
  }

  private static RoundTrip trade(Bars bars, Holding holding, double cash, CostModel costs) {
    int last = bars.size() - 1;
    double entryQuote = bars.open(holding.entryBar());
    double entryPrice = costs.buyPrice(entryQuote);
    double exitQuote = holding.isOpen() ? bars.close(last) : bars.open(holding.exitBar());
    double exitPrice = costs.sellPrice(exitQuote);
    double quantity = cash / (entryPrice * (1 + costs.fee()));
    return new RoundTrip(
        holding.entryBar(),
        holding.isOpen() ? last : holding.exitBar(),
        quantity,
        entryQuote,
        entryPrice,
        exitQuote,
        exitPrice,
        quantity * entryPrice * costs.fee(),
        quantity * exitPrice * costs.fee(),
        holding.isOpen() ? ExitReason.END_OF_DATA : ExitReason.SIGNAL);
  }

  /** The number of points of the curve, that is, of bars. */
  public int size() {
    return equity.length;
  }

  /** The account's value at the close of bar {@code i}. */
  public double equity(int i) {
    return equity[i];
  }

  /** A copy of the curve. */
  public double[] equity() {
    return equity.clone();
  }

  /** The trades in order of time. */
  public List<RoundTrip> trades() {
    return trades;
  }

  /** At how many bars' closes the account was in the market. */
  public int barsHeld() {
    return barsHeld;
  }
}
