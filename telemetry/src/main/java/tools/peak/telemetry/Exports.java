package tools.peak.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether what is sent arrives, by the last answer of a backend. */
final class Exports {
  private static volatile @Nullable Exports current;

  private volatile Telemetry.Backend state = Telemetry.Backend.NONE;

  /** Those of the SDK that runs; its exporters are yet to come. */
  static Exports begin() {
    Exports exports = new Exports();
    current = exports;
    return exports;
  }

  static void forget() {
    current = null;
  }

  static Telemetry.Backend state() {
    Exports exports = current;
    return exports == null ? Telemetry.Backend.NONE : exports.state;
  }

  SpanExporter watch(SpanExporter exporter) {
    state = Telemetry.Backend.UNKNOWN;
    return new Spans(exporter, this);
  }

  MetricExporter watch(MetricExporter exporter) {
    state = Telemetry.Backend.UNKNOWN;
    return new Metrics(exporter, this);
  }

  private CompletableResultCode seen(CompletableResultCode result) {
    return result.whenComplete(
        () -> state = result.isSuccess() ? Telemetry.Backend.TAKING : Telemetry.Backend.NOT_TAKING);
  }

  private record Spans(SpanExporter exporter, Exports exports) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return exports.seen(exporter.export(spans));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private record Metrics(MetricExporter exporter, Exports exports) implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return exports.seen(exporter.export(metrics));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
      return exporter.getDefaultAggregation(type);
    }

    @Override
    public MemoryMode getMemoryMode() {
      return exporter.getMemoryMode();
    }
  }
}
