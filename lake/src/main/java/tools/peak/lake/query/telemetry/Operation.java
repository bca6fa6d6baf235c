package tools.peak.lake.query.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.peak.lake.telemetry.LakeMetric;
import tools.peak.lake.telemetry.LakeSignals;

/**
 * A question to an engine, in the words of OpenTelemetry's conventions for databases: its span, and
 * the time it took in {@code db.client.operation.duration}.
 */
final class Operation {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> COLLECTION =
      AttributeKey.stringKey("db.collection.name");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");

  private final LakeSignals signals;
  private final Attributes labels;
  private final Span span;
  private final long began = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param collection the table; empty where a statement may read several
   * @param text the question without any value of its asker's
   */
  Operation(LakeSignals signals, String operation, String collection, String text) {
    this.signals = signals;
    AttributesBuilder names = Attributes.builder().put(SYSTEM, "duckdb").put(NAME, operation);
    if (!collection.isEmpty()) {
      names.put(COLLECTION, collection);
    }
    this.labels = names.build();
    this.span =
        signals.client(
            collection.isEmpty() ? operation : operation + " " + collection,
            labels.toBuilder().put(TEXT, text).build());
  }

  /** It was answered with so many rows, or its reader wanted no more. */
  void end(long rows) {
    if (ended.compareAndSet(false, true)) {
      span.setAttribute(ROWS, rows);
      end(labels);
    }
  }

  void fail(Throwable e) {
    if (ended.compareAndSet(false, true)) {
      LakeSignals.failed(span, e);
      end(labels.toBuilder().put(LakeSignals.ERROR_TYPE, LakeSignals.errorType(e)).build());
    }
  }

  private void end(Attributes all) {
    signals.record(LakeMetric.QUERY, all, System.nanoTime() - began, Context.current().with(span));
    span.end();
  }
}
