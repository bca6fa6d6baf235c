package tools.peak.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span that was recorded without being sampled, and is sent nevertheless. */
record SampledSpan(ReadableSpan span) implements ReadableSpan {
  private static SpanContext sampled(SpanContext context) {
    return context.isValid()
        ? SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            TraceFlags.getSampled(),
            context.getTraceState())
        : context;
  }

  @Override
  public SpanContext getSpanContext() {
    return sampled(span.getSpanContext());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return sampled(span.getParentSpanContext());
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  public SpanData toSpanData() {
    return new SampledData(span.toSpanData());
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  /** Its data, with contexts that say that it is sampled. */
  private static final class SampledData extends DelegatingSpanData {
    private final SpanContext context;
    private final SpanContext parent;

    SampledData(SpanData data) {
      super(data);
      this.context = sampled(data.getSpanContext());
      this.parent = sampled(data.getParentSpanContext());
    }

    @Override
    public SpanContext getSpanContext() {
      return context;
    }

    @Override
    public SpanContext getParentSpanContext() {
      return parent;
    }
  }
}
