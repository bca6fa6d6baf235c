package tools.peak.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Runs code inside a span. What the code throws is recorded on the span and thrown on. While
 * telemetry is off each of these is the call of its body and one volatile read.
 */
public final class SpanScope {
  private SpanScope() {}

  /** Code that returns nothing and may throw {@code E}. */
  @FunctionalInterface
  public interface Body<E extends Exception> {
    void run() throws E;
  }

  /** Code that returns a {@code T} and may throw {@code E}. */
  @FunctionalInterface
  public interface Call<T extends @Nullable Object, E extends Exception> {
    T call() throws E;
  }

  /** Runs {@code body} inside a child of the current span. */
  public static <E extends Exception> void run(String name, Body<E> body) throws E {
    run(name, Attributes.empty(), body);
  }

  /** Runs {@code body} inside a child of the current span that carries {@code attributes}. */
  public static <E extends Exception> void run(String name, Attributes attributes, Body<E> body)
      throws E {
    Signals signals = Signals.on();
    if (signals == null) {
      body.run();
      return;
    }
    within(
        start(signals, name, attributes),
        () -> {
          body.run();
          return true;
        });
  }

  /** Calls {@code body} inside a child of the current span. */
  public static <T extends @Nullable Object, E extends Exception> T call(
      String name, Call<T, E> body) throws E {
    return call(name, Attributes.empty(), body);
  }

  /** Calls {@code body} inside a child of the current span that carries {@code attributes}. */
  public static <T extends @Nullable Object, E extends Exception> T call(
      String name, Attributes attributes, Call<T, E> body) throws E {
    Signals signals = Signals.on();
    return signals == null ? body.call() : within(start(signals, name, attributes), body);
  }

  /** Calls {@code body} inside a span that begins a trace of its own, whatever span is current. */
  public static <T extends @Nullable Object, E extends Exception> T root(
      String name, Attributes attributes, Call<T, E> body) throws E {
    Signals signals = Signals.on();
    return signals == null
        ? body.call()
        : within(builder(signals, name, attributes).setParent(withoutSpan()).startSpan(), body);
  }

  /**
   * Calls {@code body} inside the root span of a decision cycle of a live session: a trace of its
   * own, so that a sampler keeps or drops cycles, not sessions. Its spans are sent when it ends:
   * all of them where {@link #keepCycle} was called or one of them is an error, else if it was
   * sampled.
   */
  public static <T extends @Nullable Object, E extends Exception> T cycle(
      String name, Attributes attributes, Call<T, E> body) throws E {
    Signals signals = Signals.on();
    if (signals == null) {
      return body.call();
    }
    Context context = new CycleTrace().in(withoutSpan());
    Span span = builder(signals, name, attributes).setParent(context).startSpan();
    return within(context.with(span), span, body);
  }

  /** The current cycle is one that no sampler may drop: it has an order, or a limit was broken. */
  public static void keepCycle() {
    CycleTrace cycle = Signals.on() == null ? null : CycleTrace.of(Context.current());
    if (cycle != null) {
      cycle.keep();
    }
  }

  /**
   * Calls {@code body} inside a span that is kept whatever the sampler says: a child where the
   * current trace is sampled, else the root of a trace of its own with a link to the current span.
   * For what must never be missing, such as an order.
   */
  public static <T extends @Nullable Object, E extends Exception> T keep(
      String name, Attributes attributes, Call<T, E> body) throws E {
    Signals signals = Signals.on();
    if (signals == null) {
      return body.call();
    }
    SpanContext current = Span.current().getSpanContext();
    if (current.isSampled()) {
      return within(start(signals, name, attributes), body);
    }
    SpanBuilder builder =
        builder(signals, name, attributes).setParent(KeepingSampler.keep(withoutSpan()));
    if (current.isValid()) {
      builder.addLink(current);
    }
    return within(builder.startSpan(), body);
  }

  /** What the current code belongs to, without its span. */
  private static Context withoutSpan() {
    return Context.current().with(Span.getInvalid());
  }

  private static SpanBuilder builder(Signals signals, String name, Attributes attributes) {
    return signals.tracer().spanBuilder(name).setAllAttributes(attributes);
  }

  private static Span start(Signals signals, String name, Attributes attributes) {
    return builder(signals, name, attributes).startSpan();
  }

  static <T extends @Nullable Object, E extends Exception> T within(
      Context context, Span span, Call<T, E> body) throws E {
    try (Scope _ = context.makeCurrent()) {
      return body.call();
    } catch (Throwable e) {
      failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private static <T extends @Nullable Object, E extends Exception> T within(
      Span span, Call<T, E> body) throws E {
    return within(Context.current().with(span), span, body);
  }

  private static void failed(Span span, Throwable e) {
    span.recordException(e);
    span.setAttribute("error.type", e.getClass().getName());
    String message = e.getMessage();
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
  }
}
