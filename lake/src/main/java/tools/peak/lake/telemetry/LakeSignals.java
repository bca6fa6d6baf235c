package tools.peak.lake.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.table.NewFile;

/** Spans and metrics of a lake at work. */
public final class LakeSignals {
  private static final String SCOPE = "tools.peak.lake";
  private static final double NANOS_A_SECOND = 1e9;

  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("lake.operation");
  private static final AttributeKey<Long> VERSION = AttributeKey.longKey("lake.version");
  private static final AttributeKey<Long> COMMIT_ROWS = AttributeKey.longKey("lake.commit.rows");
  private static final AttributeKey<Long> BATCH = AttributeKey.longKey("lake.ingest.batch");
  private static final AttributeKey<Long> RUNS = AttributeKey.longKey("lake.ingest.runs");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("code");
  private static final AttributeKey<String> TABLE = AttributeKey.stringKey("table");

  private final Tracer tracer;
  private final Meter meter;

  LakeSignals(OpenTelemetry openTelemetry) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.meter = openTelemetry.getMeter(SCOPE);
  }

  /** A pass of ingest. */
  public <T> T ingest(Supplier<T> body) {
    return within("lake.ingest", Attributes.empty(), LakeMetric.INGEST, Attributes.empty(), body);
  }

  /** A deed of upkeep: its span and duration, and when one of its kind last succeeded. */
  public <T> T deed(LakeDeed deed, Clock clock, Supplier<T> body) {
    return deed(deed, clock, body, _ -> null);
  }

  /**
   * The same of a deed that says what it found.
   *
   * @param failure why it did not succeed; null where it did
   */
  public <T> T deed(
      LakeDeed deed, Clock clock, Supplier<T> body, Function<T, @Nullable Throwable> failure) {
    T result =
        within(deed.span(), Attributes.empty(), deed.duration(), Attributes.empty(), body, failure);
    if (failure.apply(result) == null) {
      quietly(
          () ->
              meter
                  .gaugeBuilder(deed.completed().name())
                  .ofLongs()
                  .setUnit(deed.completed().unit())
                  .setDescription(deed.completed().meaning())
                  .build()
                  .set(clock.instant().getEpochSecond()));
    }
    return result;
  }

  /** A batch of a pass: its files are written and committed. */
  public void batch(int number, int runs, Runnable body) {
    boolean _ =
        within(
            "lake.ingest.batch",
            Attributes.of(BATCH, (long) number, RUNS, (long) runs),
            LakeMetric.BATCH,
            Attributes.empty(),
            () -> {
              body.run();
              return true;
            });
  }

  /**
   * A change of the lake: {@code ingest}, {@code schema}, {@code tag}, …
   *
   * @param failure why a change was not made; null where it was
   */
  public <T> T commit(
      String operation, Supplier<T> body, Function<T, @Nullable Throwable> failure) {
    Attributes attributes = Attributes.of(OPERATION, operation);
    return within("lake.commit", attributes, LakeMetric.COMMIT, attributes, body, failure);
  }

  /** Tells within a commit what version it made. */
  public void version(long number) {
    quietly(() -> Span.current().setAttribute(VERSION, number));
  }

  /** Tells within a commit how many rows it brings. */
  public void commitRows(long rows) {
    quietly(() -> Span.current().setAttribute(COMMIT_ROWS, rows));
  }

  /** Counts runs by what became of them: {@code added}, {@code unchanged}, … */
  public void runs(String outcome, long count) {
    count(LakeMetric.RUNS, Attributes.of(OUTCOME, outcome), count);
  }

  /** Counts a folder that was refused. */
  public void reject(String code) {
    count(LakeMetric.REJECTS, Attributes.of(CODE, code), 1);
  }

  /** Counts rows that were committed, by table. */
  public void rows(Map<String, Long> byTable) {
    byTable.forEach((table, rows) -> count(LakeMetric.ROWS, Attributes.of(TABLE, table), rows));
  }

  /**
   * Tells how large the files are that a commit put in force.
   *
   * @param operation what committed them
   */
  public void files(String operation, List<NewFile> files) {
    for (NewFile file : files) {
      Attributes labels = Attributes.of(TABLE, file.table().tableName(), OPERATION, operation);
      quietly(() -> record(LakeMetric.FILE, labels, (double) file.bytes(), Context.current()));
    }
  }

  Runnable carrying(Runnable task) {
    return Context.current().wrap(task);
  }

  /** The span of a call to an engine. */
  public Span client(String name, Attributes attributes) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(attributes)
        .startSpan();
  }

  private void count(LakeMetric metric, Attributes labels, long count) {
    if (count > 0) {
      quietly(
          () ->
              meter
                  .counterBuilder(metric.name())
                  .setUnit(metric.unit())
                  .setDescription(metric.meaning())
                  .build()
                  .add(count, labels));
    }
  }

  /** What tells of the lake's work never undoes it: a processor or exporter may throw anything. */
  private static void quietly(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      // Whom to tell? It is the telling that failed.
    }
  }

  /** Records how long something took. */
  public void record(LakeMetric metric, Attributes labels, long nanos, Context context) {
    record(metric, labels, nanos / NANOS_A_SECOND, context);
  }

  private void record(LakeMetric metric, Attributes labels, double value, Context context) {
    meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.meaning())
        .setExplicitBucketBoundariesAdvice(metric.buckets())
        .build()
        .record(value, labels, context);
  }

  private <T> T within(
      String name,
      Attributes attributes,
      LakeMetric duration,
      Attributes labels,
      Supplier<T> body) {
    return within(name, attributes, duration, labels, body, _ -> null);
  }

  private <T> T within(
      String name,
      Attributes attributes,
      LakeMetric duration,
      Attributes labels,
      Supplier<T> body,
      Function<T, @Nullable Throwable> failure) {
    Span span = tracer.spanBuilder(name).setAllAttributes(attributes).startSpan();
    Context context = Context.current().with(span);
    long began = System.nanoTime();
    AttributesBuilder outcome = labels.toBuilder();
    try (Scope _ = context.makeCurrent()) {
      T result = body.get();
      Throwable told = failure.apply(result);
      if (told != null) {
        failed(span, told);
        outcome.put(ERROR_TYPE, errorType(told));
      }
      return result;
    } catch (Throwable e) {
      failed(span, e);
      outcome.put(ERROR_TYPE, errorType(e));
      throw e;
    } finally {
      long nanos = System.nanoTime() - began;
      quietly(() -> record(duration, outcome.build(), nanos, context));
      quietly(span::end);
    }
  }

  /** Marks a span as failed. */
  public static void failed(Span span, Throwable e) {
    String message = e.getMessage();
    span.recordException(e);
    span.setAttribute(ERROR_TYPE, errorType(e));
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
  }

  /** Few values: what a lake refuses by has a code. */
  public static String errorType(Throwable e) {
    return e instanceof LakeException known ? known.code().name() : e.getClass().getName();
  }
}
