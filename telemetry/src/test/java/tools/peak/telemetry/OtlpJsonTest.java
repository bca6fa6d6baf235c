package tools.peak.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static SpanContext context(String spanId) {
    return SpanContext.create(TRACE, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static SpanData span() {
    return TestSpanData.builder()
        .setName("backtest.run ✓ \"quoted\"\n")
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(context("b7ad6b7169203331"))
        .setParentSpanContext(context("00f067aa0ba902b7"))
        .setStartEpochNanos(1_767_225_600_000_000_001L)
        .setEndEpochNanos(1_767_225_600_123_456_789L)
        .setResource(
            Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "peak-backtest")))
        .setInstrumentationScopeInfo(InstrumentationScopeInfo.create("tools.peak"))
        .setAttributes(
            Attributes.builder()
                .put("run.id", "run_1")
                .put("bars", Long.MAX_VALUE)
                .put("sharpe", 1.5)
                .put("nan", Double.NaN)
                .put("ok", true)
                .put("tags", "a", "b")
                .build())
        .setTotalAttributeCount(6)
        .setEvents(
            List.of(
                EventData.create(
                    1_767_225_600_100_000_000L,
                    "exception",
                    Attributes.of(AttributeKey.stringKey("exception.message"), "no bars"))))
        .setTotalRecordedEvents(1)
        .setLinks(List.of(LinkData.create(context("53995c3f42cd8ad8"))))
        .setTotalRecordedLinks(1)
        .setStatus(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "no bars"))
        .setHasEnded(true)
        .build();
  }

  @Test
  void a_line_is_exactly_the_golden_one() throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(getClass().getResourceAsStream("telemetry.golden.jsonl"))) {
      assertThat(new String(OtlpJson.line(List.of(span())), UTF_8))
          .isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }
}
