package tools.peak.benchmarks.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.peak.telemetry.Counter;
import tools.peak.telemetry.Metric;
import tools.peak.telemetry.Metrics;
import tools.peak.telemetry.SpanScope;

/** Telemetry that nobody asked for. Goals: a span at most 5 ns and no byte, a count 2 ns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OffBenchmark {
  private static final Counter COUNTER =
      Metrics.counter(Metric.counter("bench.count", "{call}", "Calls.", "strategy"));
  private static final Attributes ATTRIBUTES =
      Attributes.of(AttributeKey.stringKey("strategy"), "macd");

  private int value = 42;

  /** What a call costs without any span. */
  @Benchmark
  public int nothing() {
    return value;
  }

  @Benchmark
  public int spanOff() {
    return SpanScope.call("backtest.run", ATTRIBUTES, () -> value);
  }

  @Benchmark
  public void counterOff() {
    COUNTER.add(1, "macd");
  }
}
