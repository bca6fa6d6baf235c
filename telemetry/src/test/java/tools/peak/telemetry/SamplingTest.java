package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.peak.fixtures.otlp.HttpReceiver;

class SamplingTest {
  private final List<String> warnings = new ArrayList<>();

  private Telemetry start(HttpReceiver receiver, String sampler, String argument) {
    return Telemetry.start(
        "peak-test",
        Map.of(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.endpoint() + "/v1/traces",
            "OTEL_TRACES_SAMPLER", sampler,
            "OTEL_TRACES_SAMPLER_ARG", argument),
        warnings::add);
  }

  @Test
  void a_ratio_at_the_head_keeps_about_that_many_cycles_each_whole() throws Exception {
    int cycles = 2_000;
    try (HttpReceiver receiver = HttpReceiver.start()) {
      try (Telemetry _ = start(receiver, "parentbased_traceidratio", "0.1")) {
        SpanScope.run(
            "a session that outlives its cycles",
            () -> {
              for (int i = 0; i < cycles; i++) {
                SpanScope.root(
                    "decision.cycle", Attributes.empty(), () -> SpanScope.call("decide", () -> 0));
              }
            });
      }

      Map<String, Long> names =
          receiver.received().spans().stream()
              .collect(Collectors.groupingBy(Span::getName, Collectors.counting()));
      // 200 expected, 13 the standard deviation.
      assertThat(names.get("decision.cycle")).isBetween(120L, 280L);
      assertThat(names.get("decide")).isEqualTo(names.get("decision.cycle"));
    }
  }

  @Test
  void an_order_in_an_unsampled_cycle_starts_a_linked_trace_of_its_own() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      String cycleTrace;
      try (Telemetry _ = start(receiver, "always_off", "")) {
        cycleTrace =
            SpanScope.root(
                "decision.cycle",
                Attributes.empty(),
                () -> {
                  String trace =
                      io.opentelemetry.api.trace.Span.current().getSpanContext().getTraceId();
                  SpanScope.keep(
                      "trading.order", Attributes.empty(), () -> SpanScope.call("send", () -> 0));
                  return trace;
                });
      }

      // always_off is no parent-based sampler: below the order it decides anew.
      Span order = receiver.received().spans().getFirst();
      assertThat(order.getName()).isEqualTo("trading.order");
      assertThat(order.getParentSpanId().isEmpty()).isTrue();
      assertThat(hex(order.getTraceId())).isNotEqualTo(cycleTrace);
      assertThat(hex(order.getLinks(0).getTraceId())).isEqualTo(cycleTrace);
    }
  }

  @Test
  void an_order_in_a_sampled_cycle_is_its_child() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      try (Telemetry _ = start(receiver, "always_on", "")) {
        SpanScope.root(
            "decision.cycle",
            Attributes.empty(),
            () -> SpanScope.keep("trading.order", Attributes.empty(), () -> 0));
      }
      Span order = receiver.received().spans().getFirst();
      Span cycle = receiver.received().spans().getLast();
      assertThat(order.getParentSpanId()).isEqualTo(cycle.getSpanId());
      assertThat(order.getLinksList()).isEmpty();
    }
  }

  private static String hex(com.google.protobuf.ByteString bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toByteArray());
  }
}
