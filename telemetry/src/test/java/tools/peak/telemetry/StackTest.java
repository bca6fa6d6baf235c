package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code PEAK_TELEMETRY} asks for. */
class StackTest {
  private static Settings settings(String wanted) {
    return Settings.of(Map.of("PEAK_TELEMETRY", wanted), Map.of());
  }

  @Test
  void the_stack_is_its_endpoint_and_a_sampler_that_leaves_the_choice_to_it() {
    Settings stack = settings("stack");
    assertThat(stack.anythingWanted()).isTrue();
    assertThat(stack.runFiles()).isFalse();
    assertThat(stack.defaults())
        .containsEntry("otel.exporter.otlp.endpoint", "http://127.0.0.1:4318")
        .containsEntry("otel.traces.exporter", "otlp")
        .containsEntry("otel.metrics.exporter", "otlp")
        .containsEntry("otel.logs.exporter", "otlp")
        .containsEntry("otel.traces.sampler", "parentbased_always_on");
    assertThat(settings("stack,file").runFiles()).isTrue();
    assertThat(settings("file, stack").defaults()).containsEntry("otel.traces.exporter", "otlp");
  }

  @Test
  void the_standard_variables_win_over_it() {
    Settings own =
        Settings.of(
            Map.of(
                "PEAK_TELEMETRY",
                "stack",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://collector:4318",
                "OTEL_TRACES_SAMPLER",
                "always_off"),
            Map.of());
    assertThat(own.defaults())
        .containsEntry("otel.exporter.otlp.endpoint", "http://collector:4318")
        .containsEntry("otel.traces.sampler", "always_off");
  }

  @Test
  void what_it_may_not_say_is_named() {
    assertThatThrownBy(() -> settings("stack,fiel")).hasMessageContaining("PEAK_TELEMETRY");
    assertThat(settings("none").anythingWanted()).isFalse();
  }
}
