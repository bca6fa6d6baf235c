package tools.peak.benchmarks.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.peak.telemetry.RunTelemetry;
import tools.peak.telemetry.SpanScope;
import tools.peak.telemetry.Telemetry;

/** A span on its way into a run's file: recorded, redacted, encoded and written by its maker. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RunFileBenchmark {
  private static final int SPANS = 10_000;
  private static final Attributes ATTRIBUTES =
      Attributes.of(AttributeKey.stringKey("strategy"), "macd");

  private final Path folder;
  private final Telemetry telemetry =
      Telemetry.start(
          "peak-benchmark",
          Map.of("PEAK_TELEMETRY", "file"),
          warning -> {
            throw new IllegalStateException(warning);
          });

  public RunFileBenchmark() {
    try {
      folder = Files.createTempDirectory("peak-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the run's file", e);
    }
  }

  @TearDown
  public void close() throws IOException {
    telemetry.close();
    Files.deleteIfExists(folder.resolve("telemetry.jsonl"));
    Files.delete(folder);
  }

  @Benchmark
  @OperationsPerInvocation(SPANS)
  public int spanToAFile() {
    try (RunTelemetry run = RunTelemetry.open(folder.resolve("telemetry.jsonl"))) {
      return run.call(
          "backtest.run",
          ATTRIBUTES,
          () -> {
            for (int i = 0; i < SPANS; i++) {
              SpanScope.run("bar", ATTRIBUTES, () -> {});
            }
            return SPANS;
          });
    }
  }
}
