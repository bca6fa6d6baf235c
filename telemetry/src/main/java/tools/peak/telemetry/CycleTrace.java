package tools.peak.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision cycle of a live session, whose spans are held until it ends: only then is it known
 * whether it is one of those that no sampler may drop.
 */
final class CycleTrace {
  private static final ContextKey<CycleTrace> KEY = ContextKey.named("peak-cycle");

  private volatile boolean kept;

  static @Nullable CycleTrace of(Context context) {
    return context.get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }

  /** All of it is sent, sampled or not. */
  void keep() {
    kept = true;
  }

  boolean isKept() {
    return kept;
  }

  /** What one processor holds of a cycle. */
  static final class Held {
    private final CycleTrace cycle;
    private final String root;
    private final List<ReadableSpan> spans = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();

    Held(CycleTrace cycle, String rootSpan) {
      this.cycle = cycle;
      this.root = rootSpan;
    }

    CycleTrace cycle() {
      return cycle;
    }

    synchronized void add(ReadableSpan span) {
      spans.add(span);
    }

    synchronized void addTrace(String traceId) {
      traces.add(traceId);
    }

    boolean isRoot(ReadableSpan span) {
      return span.getSpanContext().getSpanId().equals(root);
    }

    synchronized List<ReadableSpan> spans() {
      return List.copyOf(spans);
    }

    synchronized List<String> traces() {
      return List.copyOf(traces);
    }
  }
}
