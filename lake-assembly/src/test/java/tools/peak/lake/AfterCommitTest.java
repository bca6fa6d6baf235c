package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.LakeException.Code;

/** A failure behind the commit leaves the lake as it was committed. */
final class AfterCommitTest {
  @TempDir Path temp;
  private Path results;

  @BeforeEach
  void write() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    Chain.of("a").writeTo(results.resolve("a"));
  }

  private void assertWhole() {
    try (Lake lake = Lake.open(temp.resolve("lake"))) {
      assertThat(Probe.runs(lake)).containsOnlyKeys("a");
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(Probe.ingest(lake, results).unchanged()).isEqualTo(1);
    }
  }

  @Test
  void a_span_processor_that_throws_when_a_span_ends_breaks_nothing() {
    try (SdkTracerProvider tracers =
            SdkTracerProvider.builder().addSpanProcessor(new Throwing()).build();
        Lake lake =
            Lake.openOrCreate(
                temp.resolve("lake"),
                OpenTelemetrySdk.builder().setTracerProvider(tracers).build())) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
      lake.tag("a", "note", "x");
    }

    assertWhole();
  }

  private static final class Throwing implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw new IllegalStateException("no spans today");
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  @Test
  void an_error_behind_the_commit_breaks_nothing() {
    FailPoint.Listener error =
        point -> {
          if (point == FailPoint.AFTER_COMMIT) {
            throw new OutOfMemoryError("tried");
          }
        };
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);
    }

    assertWhole();
  }

  @Test
  void an_error_while_the_change_is_made_takes_the_files_along() throws IOException {
    boolean[] isLoading = {false};
    FailPoint.Listener error =
        point -> {
          if (isLoading[0] && point == FailPoint.AFTER_METADATA) {
            throw new LinkageError("tried");
          }
        };
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      isLoading[0] = true;
      assertThatThrownBy(() -> Probe.ingest(lake, results)).hasStackTraceContaining("tried");
    }

    try (var files = Files.walk(temp.resolve("lake"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
    }
  }

  @Test
  void an_error_between_the_change_and_its_commit_takes_the_files_along() throws IOException {
    FailPoint.Listener error =
        point -> {
          if (point == FailPoint.BEFORE_COMMIT) {
            throw new LinkageError("tried");
          }
        };
    try (Lake _ = Lake.openOrCreate(temp.resolve("lake"))) {}
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      assertThatThrownBy(() -> Probe.ingest(lake, results)).hasStackTraceContaining("tried");
    }

    try (var files = Files.walk(temp.resolve("lake"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
    }
  }

  @Test
  void a_failure_before_the_commit_takes_the_files_along_and_the_lake_is_as_before()
      throws IOException {
    FailPoint.Listener error =
        point -> {
          if (point == FailPoint.BEFORE_COMMIT) {
            throw new LakeException(Code.IO, "tried");
          }
        };
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      assertThatThrownBy(() -> Probe.ingest(lake, results)).hasMessage("tried");
    }

    try (Lake lake = Lake.open(temp.resolve("lake"));
        var files = Files.walk(temp.resolve("lake"))) {
      assertThat(Probe.runs(lake)).isEmpty();
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
    }
  }

  @Test
  void too_little_memory_inside_the_commit_halves_the_batch_and_loads_all_of_it() {
    Chain.of("b").writeTo(results.resolve("b"));
    boolean[] isShort = {false};
    int[] tries = {0};
    FailPoint.Listener error =
        point -> {
          if (point == FailPoint.AFTER_METADATA && isShort[0]) {
            isShort[0] = false;
            throw new OutOfMemoryError("tried");
          }
          if (point == FailPoint.AFTER_COMMIT) {
            tries[0]++;
          }
        };
    try (Lake lake = Probe.open(temp.resolve("lake"), Clock.systemUTC(), error)) {
      assertThat(Probe.ingest(lake, results).added()).isEqualTo(2);
      tries[0] = 0;
      Chain.of("a").stat("sharpe", "9.0").writeTo(results.resolve("a"));
      Chain.of("b").stat("sharpe", "9.0").writeTo(results.resolve("b"));
      isShort[0] = true;

      assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(2);
    }

    assertThat(isShort[0]).as("memory was short").isFalse();
    assertThat(tries[0]).as("commits").isEqualTo(2);
    try (Lake lake = Lake.open(temp.resolve("lake"))) {
      assertThat(Probe.runs(lake)).containsOnlyKeys("a", "b");
      assertThat(lake.verify().findings()).isEmpty();
    }
  }
}
