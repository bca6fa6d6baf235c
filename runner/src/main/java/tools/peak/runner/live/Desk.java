package tools.peak.runner.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.feed.FeedItem;
import tools.peak.runner.live.journal.Booked;
import tools.peak.runner.live.journal.Journal;
import tools.peak.runner.live.trade.Account;
import tools.peak.runner.live.trade.Fill;
import tools.peak.runner.live.trade.Limit;
import tools.peak.runner.live.trade.Order;
import tools.peak.runner.live.trade.Risk;
import tools.peak.runner.live.trade.Side;
import tools.peak.runner.live.trade.SimulatedBroker;

/** Orders from their making to their fills, with the account and the limits they meet. */
final class Desk {
  private final SessionRequest request;
  private final String sessionId;
  private final Account account;
  private final SimulatedBroker broker;
  private final Risk risk;
  private final Journal journal;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long orders;

  Desk(SessionRequest request, String sessionId, SimulatedBroker broker, Journal journal) {
    this.request = request;
    this.sessionId = sessionId;
    this.account = new Account(request.initialCash());
    this.broker = broker;
    this.risk = new Risk(request.limits());
    this.journal = journal;
  }

  Account account() {
    return account;
  }

  Risk risk() {
    return risk;
  }

  /** Orders and lines of the feed by what became of them. */
  Map<String, Long> counts() {
    return counts;
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** Whether something is held or on its way to be, and not on its way out. */
  boolean isIn() {
    Order working = broker.working();
    return working == null ? account.quantity() > 0 : working.side() == Side.BUY;
  }

  boolean hasWorkingOrder() {
    return broker.working() != null;
  }

  /** The order that follows from a wish to be in or out; null if there is nothing to trade with. */
  @Nullable Order order(Side side, FeedItem.Bar bar) {
    return order(side, bar.close(), bar.micros());
  }

  private @Nullable Order order(Side side, double quote, long micros) {
    double amount =
        switch (side) {
          case BUY ->
              request.stake() == null ? account.cash() : Math.min(request.stake(), account.cash());
          case SELL -> account.quantity();
        };
    if (!(amount > 0)) {
      return null;
    }
    orders++;
    return new Order(sessionId + "-" + orders, side, amount, quote, micros);
  }

  /** The limit that keeps the order from being sent, or null. */
  @Nullable Limit refuses(Order order) {
    Limit limit = risk.refuses(order, account);
    if (limit != null) {
      count("orders_refused");
    }
    return limit;
  }

  /** Sends it; false if the broker rejects it. */
  boolean send(Order order) {
    risk.sent(order);
    count("orders_sent");
    boolean taken = broker.takes(order);
    if (!taken) {
      count("orders_rejected");
    }
    return taken;
  }

  /** What the order just sent trades at once; null if nothing yet. */
  @Nullable Fill dueAtOnce() {
    return broker.fillAtOnce();
  }

  /** What the order that works trades at this bar; null if nothing. */
  @Nullable Fill due(FeedItem.Bar bar) {
    return broker.fillAt(bar);
  }

  /** Takes back what works; null if nothing did. */
  @Nullable Order cancel() {
    Order cancelled = broker.cancel();
    if (cancelled != null) {
      count("orders_cancelled");
    }
    return cancelled;
  }

  /** The order that sells all that is held at the last price; null if nothing is. */
  @Nullable Order flattening(long micros) {
    return order(Side.SELL, account.price(), micros);
  }

  /** Sells at once, whatever the broker's options say. */
  Fill flattened(Order order) {
    count("orders_sent");
    return broker.flatten(order);
  }

  /** Books a fill, in the account and the journal. */
  void book(Fill fill) throws IOException {
    count(fill.whole() ? "orders_filled" : "partial_fills");
    journal.fill(new Booked(fill, account.apply(fill)));
  }
}
