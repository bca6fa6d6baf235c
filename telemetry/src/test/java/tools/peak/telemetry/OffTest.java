package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void nothing_is_built_unless_a_variable_asks_for_it() {
    for (Map<String, String> environment :
        List.of(
            Map.<String, String>of(),
            Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_SERVICE_NAME", "x"),
            Map.of("PEAK_TELEMETRY", "none"),
            Map.of("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://x:1"))) {
      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        assertThat(Telemetry.isOn()).isFalse();
        boolean valid =
            SpanScope.call("backtest.run", () -> Span.current().getSpanContext().isValid());
        assertThat(valid).isFalse();
      }
    }
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER, nonsense, OTEL_TRACES_EXPORTER",
    "OTEL_EXPORTER_OTLP_ENDPOINT, not a url, OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_PROTOCOL, smoke, OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_BSP_SCHEDULE_DELAY, soon, OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_TRACES_SAMPLER, sometimes, OTEL_TRACES_SAMPLER",
    "OTEL_EXPORTER_OTLP_CERTIFICATE, /no/such/file, /no/such/file",
    "PEAK_TELEMETRY, files, PEAK_TELEMETRY",
    "PEAK_TELEMETRY_MAX_BYTES, many, PEAK_TELEMETRY_MAX_BYTES",
    "PEAK_TELEMETRY_MAX_BYTES, 0, PEAK_TELEMETRY_MAX_BYTES",
  })
  void a_wrong_variable_is_one_line_that_names_it_and_the_program_runs(
      String name, String value, String named) {
    Map<String, String> environment =
        name.equals("OTEL_EXPORTER_OTLP_ENDPOINT")
            ? Map.of(name, value)
            : Map.of(name, value, "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1");

    int result;
    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
      assertThat(Telemetry.isOn()).isFalse();
      result = SpanScope.call("backtest.run", () -> 42);
    }

    assertThat(result).isEqualTo(42);
    assertThat(warnings)
        .singleElement()
        .satisfies(line -> assertThat(line).contains(named).doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, not a url",
    "OTEL_EXPORTER_OTLP_CERTIFICATE, /no/such/file",
    "OTEL_TRACES_EXPORTER, nonsense",
    "OTEL_TRACES_SAMPLER, sometimes",
  })
  void a_wrong_variable_never_switches_off_the_runs_own_files(
      String name, String value, @TempDir Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1");
    environment.put("PEAK_TELEMETRY", "file");
    environment.put(name, value);
    Path file = folder.resolve("telemetry.jsonl");

    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add);
        RunTelemetry run = RunTelemetry.open(file)) {
      run.run("backtest.run", Attributes.empty(), () -> {});
    }

    assertThat(Files.readString(file)).contains("backtest.run");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("telemetry is sent nowhere, the runs' own files are written: ")
        .contains(value);
  }

  @Test
  void a_wrong_variable_does_not_print_a_secret() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1",
            "OTEL_EXPORTER_OTLP_HEADERS", "c2VjcmV0LXdpdGhvdXQtbmFtZQ");

    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
      assertThat(warnings)
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line).doesNotContain("c2Vj").contains("OTEL_EXPORTER_OTLP_HEADERS"));
    }
  }

  @Test
  void a_taken_scrape_port_is_one_line_and_the_program_runs() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment =
          Map.of(
              "OTEL_METRICS_EXPORTER",
              "prometheus",
              "OTEL_EXPORTER_PROMETHEUS_PORT",
              Integer.toString(taken.getLocalPort()));

      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        assertThat(Telemetry.isOn()).isFalse();
      }
      assertThat(warnings).singleElement().satisfies(line -> assertThat(line).contains("in use"));
    }
  }

  @Test
  void libraries_that_ask_the_global_follow_each_start_and_close() {
    Map<String, String> on = Map.of("PEAK_TELEMETRY", "file");
    for (int i = 0; i < 2; i++) {
      try (Telemetry _ = Telemetry.start("peak-test", on, warnings::add)) {
        Span span = GlobalOpenTelemetry.getTracer("library").spanBuilder("x").startSpan();
        assertThat(span.getSpanContext().isValid()).isTrue();
        span.end();
      }
      Span span = GlobalOpenTelemetry.getTracer("library").spanBuilder("x").startSpan();
      assertThat(span.getSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void a_second_start_shares_the_first_and_its_close_ends_nothing() {
    Map<String, String> on = Map.of("PEAK_TELEMETRY", "file");
    try (Telemetry _ = Telemetry.start("outer", on, warnings::add)) {
      try (Telemetry _ = Telemetry.start("inner", on, warnings::add)) {
        assertThat(Telemetry.isOn()).isTrue();
      }
      assertThat(Telemetry.isOn()).isTrue();
    }
    assertThat(Telemetry.isOn()).isFalse();
  }
}
