package tools.peak.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Telemetry of a run as OTLP JSON: its phases one after the other, 10 ms each, then the run. */
public final class Otlp {
  public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  public static final String ROOT = "00000000000000ff";
  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static final int PHASE_MILLIS = 10;

  private Otlp() {}

  /** One line. */
  public static String run(String version, String... phases) {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < phases.length; i++) {
      spans.add(
          span("%016x".formatted(i + 1), ROOT, phases[i], i * PHASE_MILLIS, PHASE_MILLIS, ""));
    }
    spans.add(span(ROOT, "", "backtest.run", 0, phases.length * PHASE_MILLIS, ""));
    return line(version, spans);
  }

  /** A line of spans. */
  public static String line(String version, List<String> spans) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[\
    {"key":"service.name","value":{"stringValue":"peak-backtest"}},\
    {"key":"service.version","value":{"stringValue":"%s"}},\
    {"key":"host.name","value":{"stringValue":"box"}}]},\
    "scopeSpans":[{"scope":{"name":"tools.peak"},"spans":[%s]}]}]}
    """
        .formatted(version, String.join(",", spans));
  }

  /**
   * A span.
   *
   * @param error its message, if it is one
   */
  public static String span(
      String id, String parent, String name, int afterMillis, int millis, String error) {
    long start = BEGIN.plusMillis(afterMillis).toEpochMilli();
    return """
    {"traceId":"%s","spanId":"%s","parentSpanId":"%s","name":%s,"kind":1,\
    "startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000",\
    "attributes":[{"key":"bars","value":{"intValue":"1900"}}],"status":{%s}}"""
        .formatted(
            TRACE,
            id,
            parent,
            Chain.quoted(name),
            start,
            start + millis,
            error.isEmpty() ? "" : "\"code\":2,\"message\":" + Chain.quoted(error));
  }
}
