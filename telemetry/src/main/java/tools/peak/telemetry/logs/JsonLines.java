package tools.peak.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.peak.telemetry.LogContext;
import tools.peak.telemetry.redaction.Redaction;

/**
 * Log lines for machines: a JSON object a line with the Evidence Chain's fields, each absent where
 * it is unknown, {@code exception} where there was one, and key-value pairs of the call as {@code
 * metadata}.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();

  private final Redaction redaction;
  private final @Nullable String env;

  JsonLines(Redaction redaction, @Nullable String env) {
    this.redaction = redaction;
    this.env = env;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("ts", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("msg", redaction.apply(event.getFormattedMessage()));
      writeContext(json);
      if (event.getThrowableProxy() != null) {
        json.writeStringField(
            "exception", redaction.apply(ThrowableProxyUtil.asString(event.getThrowableProxy())));
      }
      writeMetadata(json, event.getKeyValuePairs());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory failed", e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  private void writeContext(JsonGenerator json) throws IOException {
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      json.writeStringField("trace_id", span.getTraceId());
      json.writeStringField("span_id", span.getSpanId());
    }
    LogContext context = LogContext.current();
    write(json, "session_id", context.sessionId());
    write(json, "strategy_id", context.strategyId());
    write(json, "run_id", context.runId());
    write(json, "env", context.env() == null ? env : context.env());
  }

  private static void write(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private void writeMetadata(JsonGenerator json, @Nullable List<KeyValuePair> pairs)
      throws IOException {
    if (pairs == null || pairs.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("metadata");
    for (KeyValuePair pair : pairs) {
      writeValue(json, pair);
    }
    json.writeEndObject();
  }

  /** Numbers that JSON can say are numbers, unless they are secret; all else is text. */
  private void writeValue(JsonGenerator json, KeyValuePair pair) throws IOException {
    String text = String.valueOf(pair.value);
    String redacted = redaction.apply(pair.key, text);
    if (pair.value instanceof Number number
        && redacted.equals(text)
        && Double.isFinite(number.doubleValue())) {
      json.writeFieldName(pair.key);
      json.writeNumber(text);
    } else {
      json.writeStringField(pair.key, redacted);
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
