package tools.peak.telemetry.weave;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isNative;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves {@link Traced} methods, for {@code byte-buddy-maven-plugin} and its Gradle sibling. The
 * woven class needs {@code opentelemetry-api} and nothing else.
 */
public final class TracedPlugin implements Plugin {
  @Override
  public boolean matches(TypeDescription type) {
    return !type.getDeclaredMethods().filter(isAnnotatedWith(Traced.class)).isEmpty();
  }

  /**
   * Weaves one class.
   *
   * @throws IllegalStateException where a method without a body is annotated
   */
  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
    for (MethodDescription method :
        type.getDeclaredMethods()
            .filter(isAnnotatedWith(Traced.class).and(isAbstract().or(isNative())))) {
      throw new IllegalStateException("@Traced on a method without a body: " + method);
    }
    return builder.visit(
        Advice.withCustomMapping()
            .bind(new SpanNameMapping())
            .to(TracedAdvice.class)
            .on(isAnnotatedWith(Traced.class)));
  }

  @Override
  public void close() {}
}
