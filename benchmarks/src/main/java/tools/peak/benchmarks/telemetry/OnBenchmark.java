package tools.peak.benchmarks.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.peak.telemetry.Counter;
import tools.peak.telemetry.Metric;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.RunTelemetry;
import tools.peak.telemetry.Spans;
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
  private Telemetry telemetry;
  private Tracer tracer;
  private LongCounter counter;

  /** Recorded in full, metrics collected, and sent nowhere. */
  @Setup
  public void start() {
    telemetry =
        Telemetry.start(
            "peak-benchmark",
            Map.of("PEAK_TELEMETRY", "file", "OTEL_METRICS_EXPORTER", "prometheus"),
            warning -> {
              throw new IllegalStateException(warning);
            });
    tracer = GlobalOpenTelemetry.getTracer("bench");
    counter = GlobalOpenTelemetry.getMeter("bench").counterBuilder("bench.raw").build();
  }

  @TearDown
  public void close() {
    telemetry.close();
  }

  @Benchmark
  public int spanByHelper() {
    return Spans.call("backtest.run", ATTRIBUTES, () -> value);
  }

  @Benchmark
  public int spanBySdk() {
    Span span = tracer.spanBuilder("backtest.run").setAllAttributes(ATTRIBUTES).startSpan();
    try (var scope = span.makeCurrent()) {
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

  /** A run's file: its spans are recorded, encoded and written by whoever ends them. */
  @State(Scope.Benchmark)
  public static class Filed {
    private Path folder;

    @Setup
    public void folder() throws IOException {
      folder = Files.createTempDirectory("peak-benchmark");
    }

    @TearDown
    public void delete() throws IOException {
      Files.deleteIfExists(folder.resolve("telemetry.jsonl"));
      Files.delete(folder);
    }
  }

  /** 10,000 spans a call. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public int tenThousandSpansToAFile(Filed filed) {
    try (RunTelemetry run = RunTelemetry.open(filed.folder.resolve("telemetry.jsonl"))) {
      return run.call(
          "backtest.run",
          ATTRIBUTES,
          () -> {
            for (int i = 0; i < 10_000; i++) {
              Spans.run("bar", ATTRIBUTES, () -> {});
            }
            return value;
          });
    }
  }
}
