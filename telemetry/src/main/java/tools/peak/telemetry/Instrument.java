package tools.peak.telemetry;

import io.opentelemetry.api.metrics.Meter;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An instrument of the SDK that runs at the moment, made again when another one starts. */
final class Instrument<T> {
  private record Bound<T>(Signals signals, T instrument) {}

  private final Metric metric;
  private final BiFunction<Meter, Metric, T> factory;
  private volatile @Nullable Bound<T> bound;

  Instrument(Metric metric, Metric.Kind kind, BiFunction<Meter, Metric, T> factory) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric.name() + " is a " + metric.kind());
    }
    this.metric = metric;
    this.factory = factory;
  }

  /**
   * The instrument of {@code signals}. Making one twice in a race is harmless: both are the same.
   */
  T of(Signals signals) {
    Bound<T> now = bound;
    if (now == null || now.signals != signals) {
      now = new Bound<>(signals, factory.apply(signals.meter(), metric));
      bound = now;
    }
    return now.instrument;
  }
}
