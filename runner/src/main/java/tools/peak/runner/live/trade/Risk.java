package tools.peak.runner.live.trade;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a session to its limits. An order that would go beyond one is refused; an order that only
 * closes is never. A limit that the account itself is beyond is a breach.
 */
public final class Risk {
  private static final long MINUTE = 60_000_000;

  /** A limit that is just reached is not broken by the last digit of a division. */
  private static final double ROUNDING = 1e-12;

  private final RiskLimits limits;
  private final long[] sent;
  private int sentCount;

  public Risk(RiskLimits limits) {
    this.limits = limits;
    Integer most = limits.ordersPerMinute();
    this.sent = new long[most == null ? 0 : most];
  }

  /** The limit that a purchase would go beyond; null if none. */
  public @Nullable Limit refuses(Order order, Account account) {
    if (order.side() == Side.SELL) {
      return null;
    }
    if (isAbove(order.value(), limits.orderSize())) {
      return Limit.ORDER_SIZE;
    }
    if (isAbove(account.positionValue() + order.value(), limits.position())) {
      return Limit.POSITION;
    }
    return sent.length > 0 && inLastMinute(order.micros()) >= sent.length
        ? Limit.ORDERS_PER_MINUTE
        : null;
  }

  /** An order was sent. */
  public void sent(Order order) {
    if (sent.length > 0) {
      sent[sentCount % sent.length] = order.micros();
      sentCount++;
      if (sentCount == 2 * sent.length) {
        sentCount = sent.length;
      }
    }
  }

  /** The limit that the account is beyond; null if none. */
  public @Nullable Limit breach(Account account) {
    if (isAbove(account.dailyLoss(), limits.dailyLoss())) {
      return Limit.DAILY_LOSS;
    }
    if (isAbove(-account.drawdown(), limits.drawdown())) {
      return Limit.DRAWDOWN;
    }
    return isAbove(account.positionValue(), limits.position()) ? Limit.POSITION : null;
  }

  /**
   * How much of each limit is used, 1 being all of it; without those that are not set.
   *
   * @param nowMicros in the bars' time
   */
  public Map<Limit, Double> used(Account account, long nowMicros) {
    Map<Limit, Double> used = new EnumMap<>(Limit.class);
    put(used, Limit.POSITION, account.positionValue(), limits.position());
    put(used, Limit.DAILY_LOSS, account.dailyLoss(), limits.dailyLoss());
    put(used, Limit.DRAWDOWN, -account.drawdown(), limits.drawdown());
    if (sent.length > 0) {
      used.put(Limit.ORDERS_PER_MINUTE, (double) inLastMinute(nowMicros) / sent.length);
    }
    return used;
  }

  /** What may still be lost today before the session ends; null without such a limit. */
  public @Nullable Double lossBudget(Account account) {
    Double most = limits.dailyLoss();
    return most == null ? null : most - account.dailyLoss();
  }

  private static void put(
      Map<Limit, Double> used, Limit limit, double value, @Nullable Double most) {
    if (most != null) {
      used.put(limit, value / most);
    }
  }

  private static boolean isAbove(double value, @Nullable Double most) {
    return most != null && value > most * (1 + ROUNDING);
  }

  private int inLastMinute(long nowMicros) {
    int count = 0;
    for (int i = 0; i < Math.min(sentCount, sent.length); i++) {
      count += nowMicros - sent[i] < MINUTE ? 1 : 0;
    }
    return count;
  }
}
