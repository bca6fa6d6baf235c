package tools.peak.benchmarks.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;
import tools.peak.runner.sweep.Sweep;
import tools.peak.runner.sweep.SweepListener;
import tools.peak.runner.sweep.SweepRequest;
import tools.peak.telemetry.SpanScope;
import tools.peak.telemetry.Telemetry;

/**
 * What telemetry costs a sweep of backtests (goal: 1.03 times), and a span by Peak's helper beside
 * one by the raw SDK (goal: 1.05 times).
 */
public final class SweepBenchmark {
  /** A year of hours. */
  private static final int BARS = 8_760;

  private static final int SPANS = 100_000;
  private static final double NANOS = 1e9;
  private static final Attributes ATTRIBUTES =
      Attributes.of(AttributeKey.stringKey("strategy"), "macd");

  private final Path folder;
  private final Bars bars;
  private final int runs;

  private SweepBenchmark(Path folder, int runs) throws IOException {
    this.folder = folder;
    this.bars = bars(folder);
    this.runs = runs;
  }

  /** Repetitions (default 30) and runs a sweep (default 50). */
  public static void main(String[] args) throws Exception {
    int turns = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    Path folder = Files.createTempDirectory("peak-benchmark");
    try (Sink sink = Sink.start()) {
      new SweepBenchmark(folder, runs).measure(turns, sink);
    } finally {
      delete(folder);
    }
  }

  private void measure(int turns, Sink sink) throws Exception {
    Map<String, String> file = Map.of("PEAK_TELEMETRY", "file");
    Map<String, String> backend = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint());
    Map<String, String> both =
        Map.of("PEAK_TELEMETRY", "file", "OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint());
    System.out.printf("a sweep of %d runs over %,d bars%n", runs, BARS);
    new Interleaved()
        .with("telemetry off", () -> sweep(Map.of()))
        .with("off again", () -> sweep(Map.of()))
        .with("traces, metrics, logs to a backend", () -> sweep(backend))
        .with("a file in each run's folder", () -> sweep(file))
        .with("both", () -> sweep(both))
        .run(5, turns, 1, "s")
        .forEach(System.out::println);

    System.out.printf("a span, %,d at a time%n", SPANS);
    SdkTracerProvider raw =
        SdkTracerProvider.builder().addSpanProcessor(new OnBenchmark.Nothing()).build();
    Tracer tracer = raw.get("benchmark");
    try (Telemetry _ = start(Map.of("OTEL_METRICS_EXPORTER", "prometheus"))) {
      Tracer configured = GlobalOpenTelemetry.getTracer("benchmark");
      new Interleaved()
          .with("by the raw SDK", () -> Cost.of(() -> spansByRawSdk(tracer)))
          .with(
              "by the SDK as Peak configures it",
              () -> Cost.of(() -> spansByConfiguredSdk(configured)))
          .with("by Peak's helper", () -> Cost.of(SweepBenchmark::spansByHelper))
          .run(10, Math.max(turns, 60), SPANS / NANOS, "ns")
          .forEach(System.out::println);
    } finally {
      raw.close();
    }
  }

  /** The sweep alone: neither the start of telemetry nor its end counts, each is once a process. */
  private Cost sweep(Map<String, String> environment) throws Exception {
    Path results = Files.createTempDirectory(folder, "results");
    SweepRequest request =
        SweepRequest.of(StrategyKind.MA_CROSSOVER, bars, "BTC/USD", results)
            .withGrid(ParameterGrid.parse(List.of("fast=5..45:2", "slow=50..100:2")))
            .withMaxRuns(runs);
    Cost cost;
    try (Telemetry _ = start(environment)) {
      cost =
          Cost.of(
              () -> {
                if (new Sweep().run(request, SweepListener.NONE).written() != runs) {
                  throw new IllegalStateException("not all runs were written");
                }
              });
    }
    delete(results);
    return cost;
  }

  private static Telemetry start(Map<String, String> environment) {
    return Telemetry.start(
        "peak-benchmark",
        environment,
        warning -> {
          throw new IllegalStateException(warning);
        });
  }

  // Each in a method of its own: the compiler shall not make one out of two ways.

  private static void spansByRawSdk(Tracer tracer) {
    for (int i = 0; i < SPANS; i++) {
      Span span = tracer.spanBuilder("backtest.run").setAllAttributes(ATTRIBUTES).startSpan();
      try (var _ = span.makeCurrent()) {
        work(i);
      } finally {
        span.end();
      }
    }
  }

  private static void spansByConfiguredSdk(Tracer tracer) {
    for (int i = 0; i < SPANS; i++) {
      Span span = tracer.spanBuilder("backtest.run").setAllAttributes(ATTRIBUTES).startSpan();
      try (var _ = span.makeCurrent()) {
        work(i);
      } finally {
        span.end();
      }
    }
  }

  private static void spansByHelper() {
    for (int i = 0; i < SPANS; i++) {
      int number = i;
      SpanScope.run("backtest.run", ATTRIBUTES, () -> work(number));
    }
  }

  private static void work(int number) {
    if (number < 0) {
      throw new IllegalStateException("no number is below 0");
    }
  }

  private static Bars bars(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    double price = 100;
    for (int i = 0; i < BARS; i++) {
      double open = price;
      price *= 1 + 0.01 * random.nextGaussian();
      csv.append(Instant.EPOCH.plus(Duration.ofHours(i)))
          .append(',')
          .append(open)
          .append(',')
          .append(Math.max(open, price))
          .append(',')
          .append(Math.min(open, price))
          .append(',')
          .append(price)
          .append(",1\n");
    }
    return Bars.read(Files.writeString(folder.resolve("bars.csv"), csv));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
