package tools.peak.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * The configured sampler, with two exceptions: what was marked {@link #keep} is sampled, and what
 * happens within a run that has a file, or within a cycle that may turn out to be kept, is recorded
 * even where the backend shall not see it (recorded, but not sampled: the exporters of the SDK pass
 * it over).
 */
record KeepingSampler(Sampler configured) implements Sampler {
  private static final ContextKey<Boolean> KEEP = ContextKey.named("peak-keep");

  static Context keep(Context context) {
    return context.with(KEEP, true);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SamplingResult result = configured.shouldSample(parent, traceId, name, kind, attributes, links);
    if (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) {
      return result;
    }
    if (parent.get(KEEP) != null) {
      return SamplingResult.recordAndSample();
    }
    return RunFile.of(parent) == null && CycleTrace.of(parent) == null
        ? result
        : SamplingResult.recordOnly();
  }

  @Override
  public String getDescription() {
    return "Keeping{" + configured.getDescription() + "}";
  }
}
