package tools.peak.benchmarks.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.peak.telemetry.Counter;
import tools.peak.telemetry.Metric;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.SpanScope;
import tools.peak.telemetry.Telemetry;

/** Telemetry that records, by Peak's helpers and by the bare SDK. Goal: at most 1.05 times. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OnBenchmark {
  private static final Counter COUNTER =
      Metrics.counter(Metric.counter("bench.count", "{call}", "Calls.", "strategy"));
  private static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("strategy");
  private static final Attributes ATTRIBUTES = Attributes.of(STRATEGY, "macd");

  private int value = 42;

  /** Recorded in full, metrics collected, and sent nowhere. */
  private final Telemetry telemetry =
      Telemetry.start(
          "peak-benchmark",
          Map.of("OTEL_METRICS_EXPORTER", "prometheus"),
          warning -> {
            throw new IllegalStateException(warning);
          });

  /** As a program has it without Peak: a processor of its own, here one that does nothing. */
  private final SdkTracerProvider bare =
      SdkTracerProvider.builder().addSpanProcessor(new Nothing()).build();

  private final Tracer tracer = bare.get("bench");
  private final Tracer configured = GlobalOpenTelemetry.getTracer("bench");
  private final LongCounter counter =
      GlobalOpenTelemetry.getMeter("bench").counterBuilder("bench.raw").build();

  /** A processor that does nothing. */
  static final class Nothing implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  @TearDown
  public void close() {
    telemetry.close();
    bare.close();
  }

  @Benchmark
  public int spanByHelper() {
    return SpanScope.call("backtest.run", ATTRIBUTES, () -> value);
  }

  @Benchmark
  public int spanBySdkAsConfigured() {
    Span span = configured.spanBuilder("backtest.run").setAllAttributes(ATTRIBUTES).startSpan();
    try (var _ = span.makeCurrent()) {
      return value;
    } finally {
      span.end();
    }
  }

  @Benchmark
  public int spanBySdk() {
    Span span = tracer.spanBuilder("backtest.run").setAllAttributes(ATTRIBUTES).startSpan();
    try (var _ = span.makeCurrent()) {
      return value;
    } finally {
      span.end();
    }
  }

  @Benchmark
  public void counterByHelper() {
    COUNTER.add(1, "macd");
  }

  @Benchmark
  public void counterBySdk() {
    counter.add(1, Attributes.of(STRATEGY, "macd"));
  }

  @Benchmark
  public void counterBySdkWithPrebuiltAttributes() {
    counter.add(1, ATTRIBUTES);
  }
}
