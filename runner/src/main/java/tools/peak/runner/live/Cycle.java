package tools.peak.runner.live;

import java.io.IOException;
import tools.peak.runner.live.feed.FeedItem;
import tools.peak.runner.live.feed.Sequence;
import tools.peak.runner.live.journal.Journal;
import tools.peak.runner.live.journal.Permission;
import tools.peak.runner.live.trade.Account;
import tools.peak.runner.live.trade.Fill;
import tools.peak.runner.live.trade.Limit;
import tools.peak.runner.live.trade.Order;
import tools.peak.runner.live.trade.Side;
import tools.peak.runner.strategy.SignalStream;
import tools.peak.runner.strategy.SignalStream.Signal;

/**
 * A decision: market data → signal → risk check → order → fill, which are the spans of its trace,
 * and a point of equity.
 */
final class Cycle {
  private final Desk desk;
  private final SignalStream signals;
  private final Sequence sequence = new Sequence();
  private final Journal journal;
  private final Observed observed;
  private final KillSwitch killSwitch;
  private long cycles;
  private long held;
  private boolean ended;

  Cycle(
      SessionRequest request,
      Desk desk,
      Journal journal,
      Observed observed,
      KillSwitch killSwitch) {
    this.desk = desk;
    this.signals = new SignalStream(request.strategy());
    this.journal = journal;
    this.observed = observed;
    this.killSwitch = killSwitch;
  }

  /** Cycles so far. */
  long count() {
    return cycles;
  }

  /** Those that ended with a position. */
  long held() {
    return held;
  }

  Sequence sequence() {
    return sequence;
  }

  /** Decides on a line of the feed. */
  Outcome of(FeedItem item, Permission permission) throws IOException {
    cycles++;
    return observed.cycle(item, () -> decide(item, permission));
  }

  /** No bar came: nothing is decided, and that is told. */
  void stalled(double seconds) throws IOException {
    cycles++;
    Outcome _ =
        observed.cycle(
            null,
            () -> {
              desk.count("feed_stalled");
              observed.stalled(seconds);
              return Outcome.STALLED;
            });
  }

  /** The kill switch is on: takes back what works, sells what is held. */
  void kill(String reason) throws IOException {
    cycles++;
    Outcome _ =
        observed.cycle(
            null,
            () -> {
              end(reason);
              return Outcome.KILLED;
            });
  }

  private Outcome decide(FeedItem item, Permission permission) throws IOException {
    FeedItem taken = observed.step("live.market_data", () -> marketData(item));
    return switch (taken) {
      case FeedItem.Bad bad -> {
        desk.count("feed_" + bad.why().text());
        observed.bad(bad);
        yield Outcome.BAD_DATA;
      }
      case FeedItem.Bar bar -> decide(bar, permission);
    };
  }

  private FeedItem marketData(FeedItem item) {
    if (!(item instanceof FeedItem.Bar bar)) {
      return item;
    }
    FeedItem.Bad refused = sequence.refuse(bar);
    if (refused != null) {
      return refused;
    }
    long missing = sequence.missingBefore(bar);
    if (missing > 0) {
      desk.count("feed_gap");
      observed.gap(bar, missing);
    }
    return bar;
  }

  private Outcome decide(FeedItem.Bar bar, Permission permission) throws IOException {
    Fill before = desk.due(bar);
    if (before != null) {
      observed.fill(before, desk);
    }
    Account account = desk.account();
    account.mark(bar.micros(), bar.close());
    Signal signal =
        observed.step(
            "live.signal",
            () ->
                signals.next(
                    bar.micros(),
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volume(),
                    desk.isIn()));
    Verdict verdict =
        observed.step("live.risk_check", () -> verdict(signal, bar, account, permission));
    Outcome outcome =
        switch (verdict) {
          case Verdict.Nothing(String reason) -> {
            if (before == null) {
              observed.noTrade(reason);
            }
            yield before == null ? Outcome.NO_TRADE : Outcome.TRADED;
          }
          case Verdict.Refused(Limit limit, Order order) -> {
            observed.refused(order, limit);
            yield Outcome.REFUSED;
          }
          case Verdict.Breach(Limit limit) -> {
            observed.breach(limit, account);
            String reason = "breach of " + limit.text();
            killSwitch.pull(reason);
            end(reason);
            yield Outcome.BREACH;
          }
          case Verdict.Send(Order order) -> send(order);
        };
    if (account.quantity() > 0) {
      held++;
    }
    journal.equity(bar.micros(), account.equity());
    return outcome;
  }

  private Verdict verdict(Signal signal, FeedItem.Bar bar, Account account, Permission permission) {
    Limit breach = desk.risk().breach(account);
    if (breach != null) {
      return new Verdict.Breach(breach);
    }
    return switch (signal) {
      case NONE ->
          new Verdict.Nothing(
              (signals.isWarmingUp() ? NoTrade.WARMING_UP : NoTrade.NO_SIGNAL).text());
      case ENTER ->
          permission == Permission.ALLOWED
              ? checked(Side.BUY, bar)
              : new Verdict.Nothing(NoTrade.CLOSE_ONLY.text());
      case EXIT -> checked(Side.SELL, bar);
    };
  }

  private Verdict checked(Side side, FeedItem.Bar bar) {
    if (side == Side.SELL) {
      Order cancelled = desk.cancel();
      if (cancelled != null) {
        observed.cancelled(cancelled);
      }
    } else if (desk.hasWorkingOrder()) {
      return new Verdict.Nothing(NoTrade.ORDER_WORKING.text());
    }
    Order order = desk.order(side, bar);
    if (order == null) {
      return new Verdict.Nothing(NoTrade.NO_SIGNAL.text());
    }
    Limit limit = desk.refuses(order);
    return limit == null ? new Verdict.Send(order) : new Verdict.Refused(limit, order);
  }

  private Outcome send(Order order) throws IOException {
    boolean taken = observed.order(order, desk, () -> desk.send(order), desk::dueAtOnce);
    return taken ? Outcome.TRADED : Outcome.REJECTED;
  }

  /** Whether the kill switch was answered already, in the cycle that pulled it. */
  boolean isEnded() {
    return ended;
  }

  private void end(String reason) throws IOException {
    ended = true;
    observed.killed(reason);
    Order cancelled = desk.cancel();
    if (cancelled != null) {
      observed.cancelled(cancelled);
    }
    Order order = desk.flattening(sequence.lastMicros());
    if (order != null) {
      boolean _ = observed.order(order, desk, () -> true, () -> desk.flattened(order));
      journal.equity(sequence.lastMicros(), desk.account().equity());
    }
  }

  /** What the risk check says. */
  private sealed interface Verdict {
    record Nothing(String reason) implements Verdict {}

    record Refused(Limit limit, Order order) implements Verdict {}

    record Breach(Limit limit) implements Verdict {}

    record Send(Order order) implements Verdict {}
  }
}
