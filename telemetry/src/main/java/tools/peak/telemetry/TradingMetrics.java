package tools.peak.telemetry;

import java.util.List;

/** The metrics of live sessions. {@code docs/reference/metrics.md} is checked against them. */
public final class TradingMetrics {
  private static final String STRATEGY = "strategy";
  private static final String SYMBOL = "symbol";

  /** From ten microseconds: a cycle is a short thing. */
  private static final List<Double> SHORT =
      List.of(
          0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
          0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

  private static final List<Double> BASIS_POINTS =
      List.of(-50.0, -20.0, -10.0, -5.0, -2.0, -1.0, 0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);

  public static final Metric CYCLE_DURATION =
      Metric.histogram(
          "trading.cycle.duration",
          "s",
          "How long a decision cycle took, from its bar to its point of equity.",
          SHORT,
          STRATEGY,
          SYMBOL);

  public static final Metric CYCLES =
      Metric.counter(
          "trading.cycles",
          "{cycle}",
          "Decision cycles, by what became of them.",
          STRATEGY,
          SYMBOL,
          "outcome");

  public static final Metric NO_TRADE =
      Metric.counter(
          "trading.no_trade",
          "{cycle}",
          "Decision cycles that sent no order, by the reason.",
          STRATEGY,
          SYMBOL,
          "reason");

  public static final Metric ORDERS =
      Metric.counter(
          "trading.orders",
          "{order}",
          "Orders, by what became of them and why.",
          STRATEGY,
          SYMBOL,
          "outcome",
          "reason");

  public static final Metric ORDER_DURATION =
      Metric.histogram(
          "trading.order.duration",
          "s",
          "How long it took to send an order, until the broker took or rejected it.",
          SHORT,
          STRATEGY,
          SYMBOL);

  public static final Metric FILLS =
      Metric.counter(
          "trading.fills", "{fill}", "Fills, whole or in part.", STRATEGY, SYMBOL, "side");

  public static final Metric SLIPPAGE =
      Metric.histogram(
          "trading.slippage",
          "{bp}",
          "By how much a fill's price was worse than the price it was decided at, in basis points.",
          BASIS_POINTS,
          STRATEGY,
          SYMBOL);

  public static final Metric POSITION =
      Metric.gauge("trading.position", "{unit}", "Units held.", STRATEGY, SYMBOL);

  public static final Metric EXPOSURE =
      Metric.gauge(
          "trading.exposure.ratio",
          "1",
          "The part of the equity that is in the market, from 0 to 1.",
          STRATEGY,
          SYMBOL);

  public static final Metric EQUITY =
      Metric.gauge("trading.equity", "{USD}", "Cash and position.", STRATEGY, SYMBOL);

  public static final Metric DRAWDOWN =
      Metric.gauge(
          "trading.drawdown.ratio",
          "1",
          "How far the equity is below its highest, as a fraction (at most 0).",
          STRATEGY,
          SYMBOL);

  public static final Metric RISK_USED =
      Metric.gauge(
          "trading.risk.used.ratio",
          "1",
          "How much of a limit is used, 1 being all of it.",
          STRATEGY,
          SYMBOL,
          "limit");

  public static final Metric DATA_AGE =
      Metric.gauge("trading.data.age", "s", "How long ago the last bar came.", STRATEGY, SYMBOL);

  public static final Metric HEARTBEAT =
      Metric.gauge(
          "trading.heartbeat",
          "s",
          "When the session was last seen alive, in seconds since 1970.",
          STRATEGY,
          SYMBOL);

  public static final Metric KILL_SWITCH =
      Metric.gauge(
          "trading.kill_switch",
          "{switch}",
          "1 if the kill switch is on, else 0.",
          STRATEGY,
          SYMBOL);

  public static final Metric HEALTH =
      Metric.gauge(
          "trading.health",
          "{state}",
          "1 for the state of health the session is in, 0 for the others.",
          STRATEGY,
          SYMBOL,
          "state");

  public static final Metric PERMISSION =
      Metric.gauge(
          "trading.permission",
          "{state}",
          "1 for what the session is permitted, 0 for the others.",
          STRATEGY,
          SYMBOL,
          "state");

  public static final Metric FEED_EVENTS =
      Metric.counter(
          "trading.feed.events",
          "{event}",
          "What was wrong with the feed: gaps, stalls, and lines that are no bars.",
          STRATEGY,
          SYMBOL,
          "event");

  public static final List<Metric> ALL =
      List.of(
          CYCLE_DURATION,
          CYCLES,
          NO_TRADE,
          ORDERS,
          ORDER_DURATION,
          FILLS,
          SLIPPAGE,
          POSITION,
          EXPOSURE,
          EQUITY,
          DRAWDOWN,
          RISK_USED,
          DATA_AGE,
          HEARTBEAT,
          KILL_SWITCH,
          HEALTH,
          PERMISSION,
          FEED_EVENTS);

  private TradingMetrics() {}
}
