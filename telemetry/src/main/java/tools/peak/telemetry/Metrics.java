package tools.peak.telemetry;

/**
 * Instruments to keep in static fields: they cost one volatile read while telemetry is off, begin
 * to record when it starts, and may be used from any thread.
 *
 * {@snippet :
 * private static final Counter RUNS =
 *     Metrics.counter(Metric.counter("backtest.runs", "{run}", "Runs that ended.", "strategy"));
 *
 * RUNS.add(1, "macd");
 * }
 *
 * <p>Label values follow the order of the label's names. A value recorded within a sampled span
 * carries that span as its exemplar.
 */
public final class Metrics {
  private Metrics() {}

  public static Counter counter(Metric metric) {
    return new Counter(metric);
  }

  /** A counter of its own unit without labels. */
  public static Counter counter(String name) {
    return counter(Metric.counter(name, "1", ""));
  }

  public static UpDownCounter upDownCounter(Metric metric) {
    return new UpDownCounter(metric);
  }

  public static Gauge gauge(Metric metric) {
    return new Gauge(metric);
  }

  public static Gauge gauge(String name, String unit) {
    return gauge(Metric.gauge(name, unit, ""));
  }

  public static Histogram histogram(Metric metric) {
    return new Histogram(metric);
  }

  /** A histogram without labels, in buckets for seconds. */
  public static Histogram histogram(String name, String unit) {
    return histogram(Metric.histogram(name, unit, "", Metric.SECONDS));
  }
}
