package tools.peak.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/** The mark at the end of a file that could not hold all spans: how many are missing. */
final class TruncatedSpan extends DelegatingSpanData {
  static final String NAME = "telemetry.truncated";

  private final SpanContext context;
  private final SpanContext parent;
  private final long time;
  private final Attributes attributes;

  private TruncatedSpan(SpanData within, Attributes attributes) {
    super(within);
    this.parent = within.getSpanContext();
    this.context =
        SpanContext.create(
            parent.getTraceId(),
            IdGenerator.random().generateSpanId(),
            parent.getTraceFlags(),
            parent.getTraceState());
    this.time = within.getEndEpochNanos();
    this.attributes = attributes;
  }

  /** The mark as a child of {@code within}, at its end. */
  static SpanData of(SpanData within, long spansCut, long limitBytes) {
    return new TruncatedSpan(
        within,
        Attributes.builder()
            .put("peak.telemetry.spans_cut", spansCut)
            .put("peak.telemetry.limit_bytes", limitBytes)
            .build());
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public String getTraceId() {
    return context.getTraceId();
  }

  @Override
  public String getSpanId() {
    return context.getSpanId();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public String getParentSpanId() {
    return parent.getSpanId();
  }

  @Override
  public long getStartEpochNanos() {
    return time;
  }

  @Override
  public long getEndEpochNanos() {
    return time;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public StatusData getStatus() {
    return StatusData.unset();
  }
}
