package tools.peak.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * What {@code GlobalOpenTelemetry} holds once telemetry was started: the global may be set only
 * once a process, while a process (a command called as a function, a test) may start telemetry
 * again and again.
 */
final class GlobalSwitch implements OpenTelemetry {
  private static final GlobalSwitch INSTANCE = new GlobalSwitch();

  private volatile OpenTelemetry target = OpenTelemetry.noop();
  private boolean installed;

  private GlobalSwitch() {}

  /** Whether someone else (the official agent, an application) has set a global that records. */
  static synchronized boolean isTaken() {
    if (INSTANCE.installed || !GlobalOpenTelemetry.isSet()) {
      return false;
    }
    Span probe = GlobalOpenTelemetry.get().getTracer("tools.peak").spanBuilder("probe").startSpan();
    return probe.getSpanContext().isValid();
  }

  /**
   * Sends everything that libraries ask of the global to {@code target}; false where that cannot be
   * since the global was asked for earlier, which fixes it to do nothing.
   */
  static synchronized boolean point(OpenTelemetry target) {
    INSTANCE.target = target;
    if (!INSTANCE.installed && !GlobalOpenTelemetry.isSet()) {
      GlobalOpenTelemetry.set(INSTANCE);
      INSTANCE.installed = true;
    }
    return INSTANCE.installed;
  }

  @Override
  public TracerProvider getTracerProvider() {
    return target.getTracerProvider();
  }

  @Override
  public MeterProvider getMeterProvider() {
    return target.getMeterProvider();
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return target.getLogsBridge();
  }

  @Override
  public ContextPropagators getPropagators() {
    return target.getPropagators();
  }
}
