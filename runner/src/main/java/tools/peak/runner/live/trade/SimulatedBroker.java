package tools.peak.runner.live.trade;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.feed.FeedItem;
import tools.peak.runner.simulation.CostModel;

/**
 * A market that takes every order, but for what its options say. One order works at a time.
 *
 * <p>An order without latency is filled at once, at the close of the bar that it was decided at.
 * With latency it is filled at the open of the first bar that is no earlier than its arrival: at
 * the next bar's open, as a backtest assumes, if the latency is shorter than a bar. What a partial
 * fill leaves waits for the next bar's open.
 */
public final class SimulatedBroker {
  private static final double LEAST_PART = 0.1;
  private static final double MOST_PART = 0.9;

  private final BrokerOptions options;
  private final CostModel costs;
  private final RandomGenerator random;
  private @Nullable Order working;
  private double left;
  private long arrives;

  public SimulatedBroker(BrokerOptions options, CostModel costs, RandomGenerator random) {
    this.options = options;
    this.costs = costs;
    this.random = random;
  }

  /** Takes an order, or rejects it. */
  public boolean takes(Order order) {
    if (working != null) {
      throw new IllegalStateException("order " + working.id() + " still works");
    }
    if (options.reject() > 0 && random.nextDouble() < options.reject()) {
      return false;
    }
    working = order;
    left = order.amount();
    arrives = order.micros() + options.latency().toNanos() / 1_000;
    return true;
  }

  /** What an order that was just taken trades at once; null if nothing. */
  public @Nullable Fill fillAtOnce() {
    Order order = working;
    return order == null || arrives > order.micros()
        ? null
        : fill(order, order.quote(), order.micros());
  }

  /** What the working order trades at a new bar; null if nothing. */
  public @Nullable Fill fillAt(FeedItem.Bar bar) {
    Order order = working;
    return order == null || arrives > bar.micros() ? null : fill(order, bar.open(), bar.micros());
  }

  /** Sells what is held at once and whole, whatever the options: for a kill switch. */
  public Fill flatten(Order order) {
    working = null;
    double price = costs.sellPrice(order.quote());
    return new Fill(
        order.id(),
        order.micros(),
        Side.SELL,
        order.amount(),
        price,
        order.quote(),
        order.amount() * price * costs.fee(),
        true);
  }

  /** The order that works, or null. */
  public @Nullable Order working() {
    return working;
  }

  /** Takes back the order that works; null if none did. */
  public @Nullable Order cancel() {
    Order cancelled = working;
    working = null;
    return cancelled;
  }

  private Fill fill(Order order, double quote, long micros) {
    boolean whole = options.partial() == 0 || random.nextDouble() >= options.partial();
    double part = whole ? left : left * random.nextDouble(LEAST_PART, MOST_PART);
    left -= part;
    if (whole) {
      working = null;
    }
    double price = order.side() == Side.BUY ? costs.buyPrice(quote) : costs.sellPrice(quote);
    double quantity = order.side() == Side.BUY ? part / (price * (1 + costs.fee())) : part;
    return new Fill(
        order.id(),
        micros,
        order.side(),
        quantity,
        price,
        order.quote(),
        quantity * price * costs.fee(),
        whole);
  }
}
