package tools.peak.telemetry;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.peak.telemetry.redaction.RedactingLogExporter;
import tools.peak.telemetry.redaction.RedactingSpanExporter;
import tools.peak.telemetry.redaction.Redaction;

/** The SDK as the environment configures it, with Peak's parts in their places. */
final class Sdk {
  private final OpenTelemetrySdk sdk;
  private final List<AutoCloseable> instrumentation;

  private Sdk(OpenTelemetrySdk sdk, List<AutoCloseable> instrumentation) {
    this.sdk = sdk;
    this.instrumentation = instrumentation;
  }

  /**
   * Builds it.
   *
   * @throws RuntimeException where a variable's value is wrong or a port is taken
   */
  static Sdk build(
      String service,
      Settings settings,
      Map<String, String> environment,
      Redaction redaction,
      Consumer<String> warnings) {
    Exports exports = Exports.begin();
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            // Over what the SDK finds by itself, which Settings has read: empty variables too.
            .addPropertiesCustomizer(_ -> settings.defaults())
            .addResourceCustomizer(
                (found, config) ->
                    ServiceResource.of(
                        service,
                        found,
                        config.getMap("otel.resource.attributes").keySet(),
                        environment))
            .addSpanExporterCustomizer(
                (exporter, _) -> new RedactingSpanExporter(exports.watch(exporter), redaction))
            .addSpanProcessorCustomizer((processor, _) -> CycleRouter.before(processor))
            .addMetricExporterCustomizer((exporter, _) -> exports.watch(exporter))
            .addLogRecordExporterCustomizer(
                (exporter, _) -> new RedactingLogExporter(exporter, redaction))
            .addSamplerCustomizer((sampler, _) -> new KeepingSampler(sampler))
            .addTracerProviderCustomizer(
                (traces, _) ->
                    traces
                        .addSpanProcessor(new ContextOnSpans())
                        // Two counts a span, of what the exporter counts anyway: 15 % of a span's
                        // cost.
                        .setMeterProvider(MeterProvider::noop))
            .addLoggerProviderCustomizer(
                (logs, _) -> logs.addLogRecordProcessor(new ContextOnLogs()));
    if (settings.runFiles()) {
      RunFileProcessor processor = new RunFileProcessor();
      builder.addTracerProviderCustomizer((traces, _) -> traces.addSpanProcessor(processor));
      RunFiles.want(new RunFiles(processor, settings.runFileBytes(), redaction, warnings));
    }
    OpenTelemetrySdk sdk = builder.build().getOpenTelemetrySdk();
    List<AutoCloseable> instrumentation = new ArrayList<>();
    if (settings.exported("metrics")) {
      instrumentation.add(RuntimeTelemetry.create(sdk));
    }
    if (settings.exported("logs")) {
      instrumentation.add(OtlpLogs.attach(sdk));
    }
    return new Sdk(sdk, instrumentation);
  }

  OpenTelemetrySdk openTelemetry() {
    return sdk;
  }

  /** Sends what is left, for {@code most} at the longest; false where that was not enough. */
  boolean close(Duration most) {
    Thread closer = Thread.ofPlatform().daemon().name("peak-telemetry-close").unstarted(this::end);
    closer.start();
    return join(closer, System.nanoTime() + most.toNanos());
  }

  /** A command that was interrupted still sends what it did: the wait is bounded anyway. */
  private static boolean join(Thread closer, long until) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return closer.join(Duration.ofNanos(until - System.nanoTime()));
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** On a thread of its own: a sender may block where it should not. */
  private void end() {
    // First the SDK: its last collection asks the instrumentation for values.
    sdk.shutdown().join(1, TimeUnit.MINUTES);
    for (AutoCloseable part : instrumentation) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot end instrumentation", e);
      }
    }
  }
}
