package tools.peak.runner.live.trade;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.runner.strategy.ParameterException;

/**
 * How the simulated broker behaves.
 *
 * @param latency how long an order is on its way, in the bars' time
 * @param partial the probability, from 0 to 1, that a fill takes only a part
 * @param reject the probability, from 0 to 1, that an order is rejected
 * @param seed of what is random about it
 */
public record BrokerOptions(Duration latency, double partial, double reject, long seed) {
  /** Fills whole, at once, and rejects nothing. */
  public static final BrokerOptions PLAIN = new BrokerOptions(Duration.ZERO, 0, 0, 1);

  private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");
  private static final String KNOWN = "latency=50ms,partial=0.1,reject=0.02,seed=1";

  /**
   * Reads {@code latency=50ms,partial=0.1,reject=0.02,seed=1}; what is left out is {@link #PLAIN}.
   *
   * @throws ParameterException if it says anything else
   */
  public static BrokerOptions parse(String text) {
    BrokerOptions options = PLAIN;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      options =
          switch (name) {
            case "latency" ->
                new BrokerOptions(span(value), options.partial, options.reject, options.seed);
            case "partial" ->
                new BrokerOptions(
                    options.latency, probability(name, value), options.reject, options.seed);
            case "reject" ->
                new BrokerOptions(
                    options.latency, options.partial, probability(name, value), options.seed);
            case "seed" ->
                new BrokerOptions(options.latency, options.partial, options.reject, seed(value));
            default ->
                throw new ParameterException(
                    "the broker has no '%s'; write it as %s".formatted(name, KNOWN));
          };
    }
    return options;
  }

  private static Duration span(String value) {
    Matcher span = SPAN.matcher(value);
    if (!span.matches()) {
      throw new ParameterException(
          "the broker's latency '%s' is no span of time such as 50ms, 2s, 1m".formatted(value));
    }
    long nanos =
        switch (span.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    return Duration.ofNanos(
        new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(nanos)).longValue());
  }

  private static double probability(String name, String value) {
    try {
      double probability = Double.parseDouble(value);
      if (probability >= 0 && probability <= 1) {
        return probability;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number that is out of range.
    }
    throw new ParameterException(
        "the broker's %s must be a probability from 0 to 1, not '%s'".formatted(name, value));
  }

  private static long seed(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new ParameterException(
          "the broker's seed must be a whole number, not '%s'".formatted(value));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "latency=%dms,partial=%s,reject=%s,seed=%d",
        latency.toMillis(),
        partial,
        reject,
        seed);
  }
}
