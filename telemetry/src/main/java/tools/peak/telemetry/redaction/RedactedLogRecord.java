package tools.peak.telemetry.redaction;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/** A log record without the secrets that its body or attributes held. */
record RedactedLogRecord(LogRecordData log, @Nullable Value<?> body, Attributes attributes)
    implements LogRecordData {

  static LogRecordData of(LogRecordData log, Redaction redaction) {
    Value<?> body = log.getBodyValue();
    return new RedactedLogRecord(
        log,
        body != null && body.getType() == ValueType.STRING
            ? Value.of(redaction.apply(body.asString()))
            : body,
        RedactedAttributes.of(log.getAttributes(), redaction));
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return body;
  }

  /** The older form of the body, which the interface still demands. */
  @Override
  @Deprecated
  public io.opentelemetry.sdk.logs.data.Body getBody() {
    return body == null
        ? io.opentelemetry.sdk.logs.data.Body.empty()
        : io.opentelemetry.sdk.logs.data.Body.string(body.asString());
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public Resource getResource() {
    return log.getResource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return log.getInstrumentationScopeInfo();
  }

  @Override
  public long getTimestampEpochNanos() {
    return log.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return log.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return log.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return log.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return log.getSeverityText();
  }

  @Override
  public int getTotalAttributeCount() {
    return log.getTotalAttributeCount();
  }

  @Override
  public @Nullable String getEventName() {
    return log.getEventName();
  }
}
