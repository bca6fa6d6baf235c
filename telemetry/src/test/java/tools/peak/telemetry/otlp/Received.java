package tools.peak.telemetry.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What came in, decoded, and the headers that it came with. */
public final class Received {
  private final List<Object> requests = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

  void add(Object request, Map<String, String> header) {
    headers.add(Map.copyOf(header));
    requests.add(request);
    synchronized (this) {
      notifyAll();
    }
  }

  /**
   * Waits until a span of that name has come.
   *
   * @throws AssertionError where none comes in time
   */
  public synchronized void awaitSpan(String name, Duration most) throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    while (spans().stream().noneMatch(span -> span.getName().equals(name))) {
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("no span " + name + " in " + most);
      }
      wait(left);
    }
  }

  public List<Span> spans() {
    return of(ExportTraceServiceRequest.class).stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  public List<Metric> metrics() {
    return of(ExportMetricsServiceRequest.class).stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .toList();
  }

  public List<LogRecord> logs() {
    return of(ExportLogsServiceRequest.class).stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  /** The resource of the first spans. */
  public Map<String, String> resource() {
    Resource resource =
        of(ExportTraceServiceRequest.class).getFirst().getResourceSpans(0).getResource();
    return attributes(resource.getAttributesList());
  }

  public List<Map<String, String>> headers() {
    return headers;
  }

  /** Attributes by name, each value as text. */
  public static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                pair ->
                    pair.getValue().hasIntValue()
                        ? Long.toString(pair.getValue().getIntValue())
                        : pair.getValue().getStringValue()));
  }

  private <T> List<T> of(Class<T> type) {
    return requests.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
