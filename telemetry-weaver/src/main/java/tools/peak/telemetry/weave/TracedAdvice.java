package tools.peak.telemetry.weave;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What is copied into each {@link Traced} method: it may call the OpenTelemetry API alone. */
final class TracedAdvice {
  private TracedAdvice() {}

  // The exit below closes the scope: in the woven method both are one.
  @SuppressWarnings("MustBeClosedChecker")
  @Advice.OnMethodEnter
  static Scope enter(@SpanName String name, @Advice.Local("span") Span span) {
    span = GlobalOpenTelemetry.get().getTracer("tools.peak.traced").spanBuilder(name).startSpan();
    return span.makeCurrent();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter Scope scope,
      @Advice.Local("span") Span span,
      @Advice.Thrown @Nullable Throwable thrown) {
    scope.close();
    if (thrown != null) {
      span.recordException(thrown);
      span.setAttribute("error.type", thrown.getClass().getName());
      span.setStatus(StatusCode.ERROR, thrown.getMessage() == null ? "" : thrown.getMessage());
    }
    span.end();
  }
}
