package tools.peak.telemetry;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a metric is. The rules on names are those under which a pushed and a scraped metric are
 * called the same in Prometheus.
 *
 * @param name dots between words, snake_case within, no {@code _total}; a gauge without unit ends
 *     in {@code .ratio}
 * @param unit UCUM: {@code s}, {@code {run}}, {@code {USD}}, {@code 1}
 * @param meaning one sentence
 * @param labels the names of its labels, few of values each: never a run or a session
 * @param buckets upper bounds, ascending, of a histogram; else empty
 */
public record Metric(
    String name,
    Kind kind,
    String unit,
    String meaning,
    List<String> labels,
    List<Double> buckets) {

  /** How values of a metric add up. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Grows and shrinks. */
    UP_DOWN_COUNTER,
    /** The last value holds. */
    GAUGE,
    /** The distribution of values. */
    HISTOGRAM
  }

  /** From a millisecond to half an hour: what a phase of a run or a query takes. */
  public static final List<Double> SECONDS =
      List.of(
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
          300.0, 1800.0);

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*(\\.[a-z0-9]+(_[a-z0-9]+)*)*");

  public Metric {
    labels = List.copyOf(labels);
    buckets = List.copyOf(buckets);
    if (!NAME.matcher(name).matches() || name.endsWith("total")) {
      throw new IllegalArgumentException("not a metric's name: " + name);
    }
    if (kind == Kind.GAUGE && unit.equals("1") && !name.endsWith(".ratio")) {
      throw new IllegalArgumentException("a gauge without unit ends in .ratio: " + name);
    }
    if ((kind == Kind.HISTOGRAM) == buckets.isEmpty()) {
      throw new IllegalArgumentException("a histogram, and nothing else, has buckets: " + name);
    }
    if (labels.contains("run.id") || labels.contains("session.id")) {
      throw new IllegalArgumentException("a time series a run is no metric: " + name);
    }
  }

  public static Metric counter(String name, String unit, String meaning, String... labels) {
    return new Metric(name, Kind.COUNTER, unit, meaning, List.of(labels), List.of());
  }

  public static Metric upDownCounter(String name, String unit, String meaning, String... labels) {
    return new Metric(name, Kind.UP_DOWN_COUNTER, unit, meaning, List.of(labels), List.of());
  }

  public static Metric gauge(String name, String unit, String meaning, String... labels) {
    return new Metric(name, Kind.GAUGE, unit, meaning, List.of(labels), List.of());
  }

  /** A histogram in the buckets of {@link #SECONDS}. */
  public static Metric duration(String name, String meaning, String... labels) {
    return new Metric(name, Kind.HISTOGRAM, "s", meaning, List.of(labels), SECONDS);
  }

  public static Metric histogram(
      String name, String unit, String meaning, List<Double> buckets, String... labels) {
    return new Metric(name, Kind.HISTOGRAM, unit, meaning, List.of(labels), buckets);
  }
}
