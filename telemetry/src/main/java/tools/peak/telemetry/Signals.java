package tools.peak.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Where the static helpers send what they record: one volatile read tells them that telemetry is
 * off. (The API's own {@code GlobalOpenTelemetry.getOrNoop} takes a lock at each call.)
 */
final class Signals {
  static final String SCOPE = "tools.peak";

  private static volatile @Nullable Signals on;

  private final Tracer tracer;
  private final Meter meter;

  private Signals(Tracer tracer, Meter meter) {
    this.tracer = tracer;
    this.meter = meter;
  }

  /** Null while telemetry is off. */
  static @Nullable Signals on() {
    return on;
  }

  static void bind(OpenTelemetry openTelemetry) {
    on = new Signals(openTelemetry.getTracer(SCOPE), openTelemetry.getMeter(SCOPE));
  }

  static void unbind() {
    on = null;
  }

  Tracer tracer() {
    return tracer;
  }

  Meter meter() {
    return meter;
  }
}
