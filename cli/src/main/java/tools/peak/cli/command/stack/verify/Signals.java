package tools.peak.cli.command.stack.verify;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The trace, the metric and the log that are sent, as OTLP JSON. The trace and the log are known by
 * the trace's id, the metric by its value, the time: a label would make a series of every call.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param now when
 */
public record Signals(String traceId, String spanId, Instant now) {
  static final String SERVICE = "peak-stack-verify";
  static final String SPAN = "peak stack verify";

  /** {@code peak.stack.verify}, a gauge in seconds, as Prometheus has it. */
  static final String METRIC = "peak_stack_verify_seconds";

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final double MILLIS = 1e3;
  private static final long NANOS = 1_000_000_000L;

  /** Ids of this source. */
  public static Signals of(RandomGenerator random, Instant now) {
    byte[] trace = new byte[TRACE_BYTES];
    byte[] span = new byte[SPAN_BYTES];
    random.nextBytes(trace);
    random.nextBytes(span);
    return new Signals(HexFormat.of().formatHex(trace), HexFormat.of().formatHex(span), now);
  }

  Map<String, String> traceparent() {
    return Map.of("traceparent", "00-" + traceId + "-" + spanId + "-01");
  }

  /** What the gauge is set to: seconds since 1970, to the millisecond. */
  double value() {
    return now.toEpochMilli() / MILLIS;
  }

  long nanos() {
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  String trace() {
    return String.format(
        Locale.ROOT,
        """
        {"resourceSpans":[{%s,"scopeSpans":[{"scope":{"name":"tools.peak"},"spans":[{"traceId":"%s",\
        "spanId":"%s","name":"%s","kind":1,"startTimeUnixNano":"%d","endTimeUnixNano":"%d",\
        "attributes":[%s],"status":{"code":1}}]}]}]}""",
        resource(),
        traceId,
        spanId,
        SPAN,
        nanos(),
        nanos() + NANOS / 1000,
        mark());
  }

  String metric() {
    return String.format(
        Locale.ROOT,
        """
        {"resourceMetrics":[{%s,"scopeMetrics":[{"scope":{"name":"tools.peak"},"metrics":[{\
        "name":"peak.stack.verify","unit":"s","description":"When peak stack verify last ran, in seconds since 1970.",\
        "gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":%.3f}]}}]}]}]}""",
        resource(),
        nanos(),
        value());
  }

  String log() {
    return String.format(
        Locale.ROOT,
        """
        {"resourceLogs":[{%s,"scopeLogs":[{"scope":{"name":"tools.peak"},"logRecords":[{\
        "timeUnixNano":"%d","observedTimeUnixNano":"%d","severityNumber":9,"severityText":"INFO",\
        "body":{"stringValue":"peak stack verify"},"traceId":"%s","spanId":"%s","attributes":[%s]}]}]}]}""",
        resource(),
        nanos(),
        nanos(),
        traceId,
        spanId,
        mark());
  }

  /** The collector's sampler keeps a trace with this attribute. */
  private String mark() {
    return "{\"key\":\"peak.verify\",\"value\":{\"stringValue\":\"" + traceId + "\"}}";
  }

  private static String resource() {
    return """
        "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}},\
        {"key":"service.instance.id","value":{"stringValue":"verify"}}]}"""
        .formatted(SERVICE);
  }
}
