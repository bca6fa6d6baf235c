package tools.peak.runner.live.trade;

import java.time.Duration;

/** The money of a session: cash, one position (long or none), and what they are worth. */
public final class Account {
  private static final long MICROS_A_DAY = Duration.ofDays(1).toNanos() / 1_000;

  /** What rounding leaves of cash that was spent whole. */
  private static final double ROUNDING = 1e-9;

  private final double initial;
  private double cash;
  private double quantity;
  private double paid;
  private double price;
  private double peak;
  private double dayBegan;
  private long day = Long.MIN_VALUE;
  private double realised;
  private double fees;

  /**
   * An account of nothing but cash.
   *
   * @param initial in the currency of the prices, above zero
   */
  public Account(double initial) {
    this.initial = initial;
    this.cash = initial;
    this.peak = initial;
    this.dayBegan = initial;
  }

  /** The price from now on. With the first of a day (UTC) the daily loss begins anew. */
  public void mark(long micros, double close) {
    long today = Math.floorDiv(micros, MICROS_A_DAY);
    if (today != day) {
      dayBegan = equity();
      day = today;
    }
    price = close;
    peak = Math.max(peak, equity());
  }

  /** Books a fill; its profit after costs, which of a purchase is none. */
  public double apply(Fill fill) {
    double value = fill.quantity() * fill.price();
    fees += fill.fee();
    if (price == 0) {
      price = fill.price();
    }
    return switch (fill.side()) {
      case BUY -> {
        cash -= value + fill.fee();
        if (Math.abs(cash) < ROUNDING * value) {
          cash = 0;
        }
        quantity += fill.quantity();
        paid += value + fill.fee();
        yield 0;
      }
      case SELL -> {
        double share = Math.min(1, fill.quantity() / quantity);
        double pnl = value - fill.fee() - paid * share;
        paid -= paid * share;
        cash += value - fill.fee();
        quantity = share == 1 ? 0 : quantity - fill.quantity();
        realised += pnl;
        yield pnl;
      }
    };
  }

  public double initial() {
    return initial;
  }

  public double cash() {
    return cash;
  }

  /** Units held, not negative. */
  public double quantity() {
    return quantity;
  }

  /** What is held at the last price. */
  public double positionValue() {
    return quantity * price;
  }

  /** Cash and position at the last price. */
  public double equity() {
    return cash + positionValue();
  }

  /** Profit since the beginning, costs paid. */
  public double pnl() {
    return equity() - initial;
  }

  /** Profit of what was sold, after its costs. */
  public double realised() {
    return realised;
  }

  public double fees() {
    return fees;
  }

  /** How far below its highest the equity is, a fraction, at most 0. */
  public double drawdown() {
    return equity() / peak - 1;
  }

  /** What was lost since the day began, not negative. */
  public double dailyLoss() {
    return Math.max(0, dayBegan - equity());
  }

  /** The part of the equity that is in the market, from 0 to 1. */
  public double exposure() {
    double equity = equity();
    return equity == 0 ? 0 : positionValue() / equity;
  }

  /** The last price; 0 before there is one. */
  public double price() {
    return price;
  }
}
