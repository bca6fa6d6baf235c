package tools.peak.telemetry.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;

/** Puts the name that {@link Traced} gives, or the method's own, where {@link SpanName} stands. */
final class SpanNameMapping implements Advice.OffsetMapping.Factory<SpanName> {
  @Override
  public Class<SpanName> getAnnotationType() {
    return SpanName.class;
  }

  @Override
  public Advice.OffsetMapping make(
      ParameterDescription.InDefinedShape target,
      AnnotationDescription.Loadable<SpanName> annotation,
      AdviceType adviceType) {
    return new Advice.OffsetMapping() {
      @Override
      public Target resolve(
          TypeDescription type,
          MethodDescription method,
          Assigner assigner,
          Advice.ArgumentHandler argumentHandler,
          Sort sort) {
        return new Target.ForStackManipulation(new TextConstant(name(type, method)));
      }
    };
  }

  private static String name(TypeDescription type, MethodDescription method) {
    AnnotationDescription.Loadable<Traced> traced =
        method.getDeclaredAnnotations().ofType(Traced.class);
    String given = traced == null ? "" : traced.load().value();
    return given.isEmpty() ? type.getSimpleName() + "." + method.getName() : given;
  }
}
