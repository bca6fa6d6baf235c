package tools.peak.telemetry.weave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each call of the method is a span, once {@link TracedPlugin} has woven its class: also of a
 * static or private method, and of one that an object calls on itself. What it throws is recorded
 * on the span and thrown on.
 *
 * <p>It is not OpenTelemetry's {@code @WithSpan}, which the official agent would make a second span
 * of. A method that returns a future is a span until it returns, not until the future is done.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Traced {
  /** The span's name; {@code Class.method} where there is none. */
  String value() default "";
}
