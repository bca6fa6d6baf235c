package tools.peak.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The telemetry of one run as a file beside its artifacts, where {@code PEAK_TELEMETRY=file} asks
 * for it; else only the span.
 *
 * {@snippet :
 * try (RunTelemetry telemetry = RunTelemetry.open(folder.resolve("telemetry.jsonl"))) {
 *   telemetry.call("backtest.run", attributes, () -> simulateAndWriteArtifacts());
 * } // the file is whole
 * writeSnippet(folder);
 * }
 *
 * <p>All spans that begin within the calls go into the file, sampled or not; those of other threads
 * do where the context was carried over ({@code Context.taskWrapping}). What cannot be written is
 * warned of, never thrown.
 */
public final class RunTelemetry implements AutoCloseable {
  private final @Nullable RunFiles files;
  private final @Nullable RunFile file;

  private RunTelemetry(@Nullable RunFiles files, @Nullable RunFile file) {
    this.files = files;
    this.file = file;
  }

  /**
   * Makes ready to write {@code path}; the file is made with the first span and replaces an older
   * one. Its folder must exist by then.
   */
  public static RunTelemetry open(Path path) {
    RunFiles files = RunFiles.wanted();
    return new RunTelemetry(files, files == null ? null : files.open(path));
  }

  /** Whether there will be a file. */
  public boolean hasFile() {
    return file != null;
  }

  /** The current context, within which all spans go into the file; for what has many roots. */
  public Context context() {
    Context context = Context.current();
    return file == null ? context : file.in(context);
  }

  /** Runs {@code body} inside a child of the current span, as {@link SpanScope#run} does. */
  public <E extends Exception> void run(String name, Attributes attributes, SpanScope.Body<E> body)
      throws E {
    boolean _ =
        this.<Boolean, E>call(
            name,
            attributes,
            () -> {
              body.run();
              return true;
            });
  }

  /** Calls {@code body} inside a child of the current span, as {@link SpanScope#call} does. */
  public <T extends @Nullable Object, E extends Exception> T call(
      String name, Attributes attributes, SpanScope.Call<T, E> body) throws E {
    Signals signals = Signals.on();
    if (file == null || signals == null) {
      return SpanScope.call(name, attributes, body);
    }
    Context context = file.in(Context.current());
    Span span =
        signals
            .tracer()
            .spanBuilder(name)
            .setParent(context)
            .setAllAttributes(attributes)
            .startSpan();
    return SpanScope.within(context.with(span), span, body);
  }

  /** Completes the file. SpanScope that end later are not in it. */
  @Override
  public void close() {
    if (files != null && file != null) {
      file.close();
      files.forget(file);
    }
  }
}
