package tools.peak.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands each ended span to the file of the run that it began in. Which that is stands in the
 * context at the span's start and is known no more at its end, hence the map.
 */
final class RunFileProcessor implements SpanProcessor {
  private final Map<ReadableSpan, RunFile> open = new ConcurrentHashMap<>();

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    RunFile file = RunFile.of(parent);
    if (file != null) {
      file.started(span.getSpanContext());
      open.put(span, file);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // Outside of runs there is nothing to look for, and a span's hash is not free.
    RunFile file = open.isEmpty() ? null : open.remove(span);
    if (file != null) {
      file.ended(span.toSpanData());
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** Forgets the spans of a run that never ended. */
  void forget(RunFile file) {
    open.values().removeIf(other -> other == file);
  }
}
