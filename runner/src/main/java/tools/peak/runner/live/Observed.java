package tools.peak.runner.live;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.peak.runner.live.feed.FeedItem;
import tools.peak.runner.live.trade.Account;
import tools.peak.runner.live.trade.Fill;
import tools.peak.runner.live.trade.Limit;
import tools.peak.runner.live.trade.Order;
import tools.peak.telemetry.Counter;
import tools.peak.telemetry.Histogram;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.SpanScope;
import tools.peak.telemetry.Telemetry;
import tools.peak.telemetry.TradingMetrics;

/** What cycles tell: their spans, log lines and counts. */
final class Observed {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final double NANOS = 1e9;

  private static final Histogram CYCLE_DURATION = Metrics.histogram(TradingMetrics.CYCLE_DURATION);
  private static final Counter CYCLES = Metrics.counter(TradingMetrics.CYCLES);
  private static final Counter NO_TRADE = Metrics.counter(TradingMetrics.NO_TRADE);
  private static final Counter ORDERS = Metrics.counter(TradingMetrics.ORDERS);
  private static final Histogram ORDER_DURATION = Metrics.histogram(TradingMetrics.ORDER_DURATION);
  private static final Counter FILLS = Metrics.counter(TradingMetrics.FILLS);
  private static final Histogram SLIPPAGE = Metrics.histogram(TradingMetrics.SLIPPAGE);
  private static final Counter FEED_EVENTS = Metrics.counter(TradingMetrics.FEED_EVENTS);

  private final String strategy;
  private final String symbol;
  private final LongSupplier nanoTime;

  Observed(SessionRequest request, LongSupplier nanoTime) {
    this.strategy = request.strategy().kind().text();
    this.symbol = request.symbol();
    this.nanoTime = nanoTime;
  }

  /** A part of a cycle. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  <T> T step(String name, Step<T> body) throws IOException {
    return SpanScope.<T, IOException>call(name, body::run);
  }

  /**
   * A cycle, the root of a trace.
   *
   * @param item the line of the feed that it is about, or null
   */
  Outcome cycle(@Nullable FeedItem item, Step<Outcome> body) throws IOException {
    long began = nanoTime.getAsLong();
    return SpanScope.<Outcome, IOException>cycle(
        "live.cycle",
        attributes(item),
        () -> {
          Outcome outcome = Outcome.ERROR;
          try {
            outcome = body.run();
            return outcome;
          } finally {
            CYCLES.add(1, strategy, symbol, outcome.text());
            CYCLE_DURATION.record((nanoTime.getAsLong() - began) / NANOS, strategy, symbol);
            if (Telemetry.isOn()) {
              Span.current().setAttribute("trading.outcome", outcome.text());
            }
          }
        });
  }

  private Attributes attributes(@Nullable FeedItem item) {
    if (!Telemetry.isOn()) {
      return Attributes.empty();
    }
    AttributesBuilder attributes = Attributes.builder().put("trading.symbol", symbol);
    if (item != null) {
      attributes.put("feed.line", item.line());
    }
    if (item instanceof FeedItem.Bar bar) {
      attributes.put(
          "bar.timestamp", Instant.EPOCH.plus(bar.micros(), ChronoUnit.MICROS).toString());
    }
    return attributes.build();
  }

  /**
   * An order and what it trades at once. In a cycle that is not sampled it begins a trace of its
   * own, with a link to the cycle.
   */
  boolean order(Order order, Desk desk, BooleanSupplier send, Supplier<@Nullable Fill> due)
      throws IOException {
    SpanScope.keepCycle();
    if (!Telemetry.isOn() || Span.current().getSpanContext().isSampled()) {
      boolean taken =
          SpanScope.<Boolean, IOException>call(
              "live.order", attributes(order), () -> sent(order, send));
      if (taken) {
        fill(due.get(), desk);
      }
      return taken;
    }
    return SpanScope.<Boolean, IOException>keep(
        "live.order",
        attributes(order),
        () -> {
          boolean taken = sent(order, send);
          if (taken) {
            fill(due.get(), desk);
          }
          return taken;
        });
  }

  private static Attributes attributes(Order order) {
    return Telemetry.isOn()
        ? Attributes.builder()
            .put("order.id", order.id())
            .put("order.side", order.side().text())
            .put("order.value", order.value())
            .build()
        : Attributes.empty();
  }

  private boolean sent(Order order, BooleanSupplier send) {
    long began = nanoTime.getAsLong();
    boolean taken = send.getAsBoolean();
    ORDER_DURATION.record((nanoTime.getAsLong() - began) / NANOS, strategy, symbol);
    if (!taken) {
      ORDERS.add(1, strategy, symbol, "rejected", "broker");
      LOG.atInfo()
          .addKeyValue("order_id", order.id())
          .addKeyValue("side", order.side().text())
          .addKeyValue("reason", "broker")
          .log("order rejected");
    }
    return taken;
  }

  /** Books a fill, if there is one. */
  void fill(@Nullable Fill fill, Desk desk) throws IOException {
    if (fill == null) {
      return;
    }
    SpanScope.keepCycle();
    Attributes attributes =
        Telemetry.isOn()
            ? Attributes.builder()
                .put("order.id", fill.orderId())
                .put("fill.quantity", fill.quantity())
                .put("fill.price", fill.price())
                .put("fill.whole", fill.whole())
                .build()
            : Attributes.empty();
    SpanScope.<IOException>run(
        "live.fill",
        attributes,
        () -> {
          desk.book(fill);
          FILLS.add(1, strategy, symbol, fill.side().text());
          SLIPPAGE.record(fill.slippageBps(), strategy, symbol);
          if (fill.whole()) {
            ORDERS.add(1, strategy, symbol, "filled", "taken");
          }
        });
  }

  void noTrade(String reason) {
    NO_TRADE.add(1, strategy, symbol, reason);
  }

  void refused(Order order, Limit limit) {
    SpanScope.keepCycle();
    noTrade(limit.text());
    ORDERS.add(1, strategy, symbol, "refused", limit.text());
    LOG.atInfo()
        .addKeyValue("order_id", order.id())
        .addKeyValue("side", order.side().text())
        .addKeyValue("value", order.value())
        .addKeyValue("limit", limit.text())
        .log("order refused");
  }

  void cancelled(Order order) {
    SpanScope.keepCycle();
    ORDERS.add(1, strategy, symbol, "cancelled", "superseded");
    LOG.atInfo().addKeyValue("order_id", order.id()).log("order cancelled");
  }

  void breach(Limit limit, Account account) {
    SpanScope.keepCycle();
    LOG.atWarn()
        .addKeyValue("limit", limit.text())
        .addKeyValue("equity", account.equity())
        .addKeyValue("drawdown", account.drawdown())
        .addKeyValue("daily_loss", account.dailyLoss())
        .log("breach of the limit " + limit.text());
  }

  void killed(String reason) {
    SpanScope.keepCycle();
    LOG.atWarn().addKeyValue("reason", reason).log("kill switch: " + reason);
  }

  void bad(FeedItem.Bad bad) {
    noTrade(bad.why().text());
    FEED_EVENTS.add(1, strategy, symbol, bad.why().text());
    LOG.atInfo()
        .addKeyValue("line", bad.line())
        .addKeyValue("reason", bad.why().text())
        .addKeyValue("detail", bad.detail())
        .log("no bar");
  }

  void gap(FeedItem.Bar bar, long missing) {
    FEED_EVENTS.add(1, strategy, symbol, "gap");
    LOG.atInfo().addKeyValue("line", bar.line()).addKeyValue("missing", missing).log("gap");
  }

  void stalled(double seconds) {
    SpanScope.keepCycle();
    noTrade(NoTrade.STALLED.text());
    FEED_EVENTS.add(1, strategy, symbol, "stalled");
    LOG.atWarn().addKeyValue("seconds", seconds).log("the feed stalls");
  }
}
