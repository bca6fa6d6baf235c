package tools.peak.telemetry;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the spans of a cycle until it ends, and then sends them: those of a cycle that is kept (an
 * order, an error, a breach) on a way of their own, which a burst of others can't fill; of the rest
 * those that were sampled. All other spans pass as they come.
 */
final class CycleRouter implements SpanProcessor {
  private static final int QUEUE = 16_384;

  private final SpanProcessor others;
  private final SpanProcessor kept;
  private final Map<String, CycleTrace.Held> open = new ConcurrentHashMap<>();
  private final Map<CycleTrace, CycleTrace.Held> cycles = new ConcurrentHashMap<>();

  private CycleRouter(SpanProcessor others, SpanProcessor kept) {
    this.others = others;
    this.kept = kept;
  }

  /** Before a processor that batches; any other is left as it is and gets kept cycles, too. */
  static CycleRouter before(SpanProcessor processor) {
    return new CycleRouter(
        processor,
        processor instanceof BatchSpanProcessor batch
            ? BatchSpanProcessor.builder(new SharedExporter(batch.getSpanExporter()))
                .setMaxQueueSize(QUEUE)
                .build()
            : processor);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    CycleTrace cycle = CycleTrace.of(parent);
    if (cycle != null && !span.getParentSpanContext().isValid()) {
      // The cycle's root, or that of a trace of its own for an order within it.
      CycleTrace.Held held =
          cycles.computeIfAbsent(
              cycle, c -> new CycleTrace.Held(c, span.getSpanContext().getSpanId()));
      held.addTrace(span.getSpanContext().getTraceId());
      open.put(span.getSpanContext().getTraceId(), held);
    }
    if (others.isStartRequired()) {
      others.onStart(parent, span);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    CycleTrace.Held held = open.isEmpty() ? null : open.get(span.getSpanContext().getTraceId());
    if (held == null) {
      others.onEnd(span);
      return;
    }
    held.add(span);
    if (held.isRoot(span)) {
      held.traces().forEach(open::remove);
      cycles.remove(held.cycle());
      send(held.cycle(), held.spans());
    }
  }

  private void send(CycleTrace cycle, List<ReadableSpan> spans) {
    boolean keep = cycle.isKept();
    for (ReadableSpan span : spans) {
      keep |= !keep && span.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR;
    }
    for (ReadableSpan span : spans) {
      if (keep) {
        kept.onEnd(span.getSpanContext().isSampled() ? span : new SampledSpan(span));
      } else {
        others.onEnd(span);
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofAll(List.of(kept.forceFlush(), others.forceFlush()));
  }

  /** What is kept goes first: the exporter, which both share, ends with the others. */
  @Override
  public CompletableResultCode shutdown() {
    if (kept == others) {
      return others.shutdown();
    }
    CompletableResultCode done = new CompletableResultCode();
    CompletableResultCode first = kept.shutdown();
    first.whenComplete(
        () -> {
          CompletableResultCode second = others.shutdown();
          second.whenComplete(
              () -> {
                if (first.isSuccess() && second.isSuccess()) {
                  done.succeed();
                } else {
                  done.fail();
                }
              });
        });
    return done;
  }
}
