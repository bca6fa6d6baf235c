package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.telemetry.weave.Traced;

/** The build of this module has woven this class, by the Maven plugin that users are shown. */
class WovenTest {
  private final List<String> warnings = new ArrayList<>();

  @Traced("backtest.signals")
  private static int signals() {
    return 7;
  }

  @Test
  void an_annotated_method_is_a_span_among_the_others() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      int result;
      try (Telemetry _ =
          Telemetry.start(
              "peak-test",
              Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.endpoint() + "/v1/traces"),
              warnings::add)) {
        result = SpanScope.call("backtest.run", WovenTest::signals);
      }
      assertThat(result).isEqualTo(7);
      assertThat(warnings).isEmpty();
      Span signals = span(receiver, "backtest.signals");
      Span run = span(receiver, "backtest.run");
      assertThat(signals.getParentSpanId()).isEqualTo(run.getSpanId());
    }
  }

  private static Span span(HttpReceiver receiver, String name) {
    return receiver.received().spans().stream()
        .filter(span -> span.getName().equals(name))
        .findAny()
        .orElseThrow();
  }
}
