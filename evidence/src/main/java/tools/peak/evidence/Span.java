package tools.peak.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of a run's {@code telemetry.jsonl}.
 *
 * @param traceId 32 lower-case hex digits; missing only on a {@link Spans#UNREADABLE mark}
 * @param spanId 16 lower-case hex digits; missing only on a {@link Spans#UNREADABLE mark}
 * @param parentSpanId missing on the root of a trace
 * @param kind {@code internal}, {@code server}, {@code client}, {@code producer}, {@code consumer}
 *     or {@code unspecified}
 * @param startNanos nanoseconds since the epoch, or {@link #MISSING}
 * @param durationNanos from start to end, or {@link #MISSING}; negative where a clock was set back
 * @param status {@code unset}, {@code ok} or {@code error}
 * @param attributes typed, nested ones flattened with dots, a key once
 * @param events its events as a JSON list, for showing; missing without any
 * @param links its links as a JSON list, for showing; missing without any
 * @param resource what sent it
 */
public record Span(
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String parentSpanId,
    String name,
    String kind,
    long startNanos,
    long durationNanos,
    String status,
    @Nullable String statusMessage,
    List<Value> attributes,
    @Nullable String events,
    @Nullable String links,
    Resource resource) {
  /** A time that the file does not tell. */
  public static final long MISSING = Long.MIN_VALUE;

  public Span {
    attributes = List.copyOf(attributes);
  }

  /**
   * What sent spans: a program in a version, on a host.
   *
   * @param attributes all of it, with {@code service.name} and {@code service.version}
   */
  public record Resource(List<Value> attributes) {
    public static final Resource UNKNOWN = new Resource(List.of());

    public Resource {
      attributes = List.copyOf(attributes);
    }

    /** {@code service.name}: the program. */
    public @Nullable String serviceName() {
      return text("service.name");
    }

    /** {@code service.version}: which of its versions. */
    public @Nullable String serviceVersion() {
      return text("service.version");
    }

    private @Nullable String text(String key) {
      for (Value attribute : attributes) {
        if (attribute.key().equals(key)) {
          return attribute.text();
        }
      }
      return null;
    }
  }
}
