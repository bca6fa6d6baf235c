package tools.peak.telemetry.redaction;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;

/** A span without the secrets that its attributes, events or status held. */
public final class RedactedSpan extends DelegatingSpanData {
  private final Attributes attributes;
  private final List<EventData> events;
  private final StatusData status;

  private RedactedSpan(
      SpanData span, Attributes attributes, List<EventData> events, StatusData status) {
    super(span);
    this.attributes = attributes;
    this.events = events;
    this.status = status;
  }

  /** The span itself where it holds no secret. */
  public static SpanData of(SpanData span, Redaction redaction) {
    Attributes attributes = RedactedAttributes.of(span.getAttributes(), redaction);
    List<EventData> events = events(span.getEvents(), redaction);
    StatusData status = status(span.getStatus(), redaction);
    return attributes.equals(span.getAttributes())
            && events.equals(span.getEvents())
            && status.equals(span.getStatus())
        ? span
        : new RedactedSpan(span, attributes, events, status);
  }

  private static List<EventData> events(List<EventData> events, Redaction redaction) {
    boolean changed = false;
    List<EventData> redacted = new ArrayList<>(events.size());
    for (EventData event : events) {
      Attributes attributes = RedactedAttributes.of(event.getAttributes(), redaction);
      if (attributes.equals(event.getAttributes())) {
        redacted.add(event);
      } else {
        changed = true;
        redacted.add(
            EventData.create(
                event.getEpochNanos(),
                event.getName(),
                attributes,
                event.getTotalAttributeCount()));
      }
    }
    return changed ? redacted : events;
  }

  private static StatusData status(StatusData status, Redaction redaction) {
    String description = redaction.apply(status.getDescription());
    return description.equals(status.getDescription())
        ? status
        : StatusData.create(status.getStatusCode(), description);
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }
}
