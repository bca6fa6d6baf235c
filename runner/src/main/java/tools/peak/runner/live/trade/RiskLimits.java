package tools.peak.runner.live.trade;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.strategy.ParameterException;

/**
 * The limits of a session; null is none.
 *
 * @param position value held, in the currency of the prices
 * @param orderSize value of one order, likewise
 * @param dailyLoss what may be lost in a day (UTC, in the bars' time), likewise
 * @param drawdown how far the equity may be below its highest, a fraction from 0 to 1
 * @param ordersPerMinute in the bars' time
 * @param dataAge how long no bar may come; null is three times their usual distance
 */
public record RiskLimits(
    @Nullable Double position,
    @Nullable Double orderSize,
    @Nullable Double dailyLoss,
    @Nullable Double drawdown,
    @Nullable Integer ordersPerMinute,
    @Nullable Duration dataAge) {
  /** Nothing is limited. */
  public static final RiskLimits NONE = new RiskLimits(null, null, null, null, null, null);

  public RiskLimits {
    above("position", position);
    above("order_size", orderSize);
    above("daily_loss", dailyLoss);
    above("drawdown", drawdown);
    above("orders_per_minute", ordersPerMinute);
    if (drawdown != null && drawdown > 1) {
      throw new ParameterException("the limit drawdown is a fraction up to 1, not " + drawdown);
    }
    if (dataAge != null && (dataAge.isZero() || dataAge.isNegative())) {
      throw new ParameterException("the limit data_age must be above zero");
    }
  }

  private static void above(String name, @Nullable Number value) {
    if (value != null && !(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
      throw new ParameterException("the limit " + name + " must be above zero, not " + value);
    }
  }

  /** These, and where there is none those of {@code others}. */
  public RiskLimits or(RiskLimits others) {
    return new RiskLimits(
        position == null ? others.position : position,
        orderSize == null ? others.orderSize : orderSize,
        dailyLoss == null ? others.dailyLoss : dailyLoss,
        drawdown == null ? others.drawdown : drawdown,
        ordersPerMinute == null ? others.ordersPerMinute : ordersPerMinute,
        dataAge == null ? others.dataAge : dataAge);
  }

  /** As a run's meta tells them. */
  public Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("position", position);
    map.put("order_size", orderSize);
    map.put("daily_loss", dailyLoss);
    map.put("drawdown", drawdown);
    map.put("orders_per_minute", ordersPerMinute);
    map.put("data_age_seconds", dataAge == null ? null : dataAge.toMillis() / 1e3);
    return map;
  }
}
