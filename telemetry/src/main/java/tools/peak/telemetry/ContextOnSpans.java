package tools.peak.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Puts the {@link LogContext} on every span. */
final class ContextOnSpans implements SpanProcessor {
  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    LogContext.of(parent).forEach(span::setAttribute);
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
