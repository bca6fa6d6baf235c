package tools.peak.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.otlp.Backends;
import tools.peak.fixtures.otlp.HttpReceiver;

/** Telemetry as a whole process has it: real variables, real streams, real signals. */
class ProgramTest {
  @TempDir Path folder;

  private record Program(Process process, Path err) {
    String errors() throws IOException {
      return Files.readString(err);
    }
  }

  private Program start(String name, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TracedProgram.class.getName()));
    command.addAll(List.of(args));
    Path err = folder.resolve(name + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start(), err);
  }

  private static BufferedReader output(Program program) {
    return program.process().inputReader(UTF_8);
  }

  @Test
  void a_backend_that_goes_wrong_changes_neither_result_nor_exit_code_and_is_said_once()
      throws Exception {
    List<Backends.Running> backends = new ArrayList<>();
    List<Program> programs = new ArrayList<>();
    try {
      for (Backends backend : Backends.values()) {
        Backends.Running running = backend.start();
        backends.add(running);
        for (String protocol : protocols(backend)) {
          programs.add(
              start(
                  backend + protocol.replace('/', '-'),
                  Map.of(
                      "OTEL_EXPORTER_OTLP_ENDPOINT",
                      running.endpoint(),
                      "OTEL_EXPORTER_OTLP_PROTOCOL",
                      protocol,
                      "OTEL_METRIC_EXPORT_INTERVAL",
                      "50",
                      "OTEL_BSP_SCHEDULE_DELAY",
                      "50")));
        }
      }
      for (Program program : programs) {
        assertThat(output(program).readLine()).as(program.err().toString()).isEqualTo("42");
        long closing = Long.parseLong(output(program).readLine());
        assertThat(closing).as("ms to close: " + program.err()).isLessThan(2_000);
        assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.process().exitValue()).isEqualTo(TracedProgram.EXIT);
        assertThat(program.errors().lines())
            .as(program.err().toString())
            .hasSizeLessThanOrEqualTo(1)
            .allSatisfy(line -> assertThat(line).contains("telemetry is not delivered"));
      }
      assertThat(programs.getFirst().errors())
          .contains(backends.getFirst().endpoint().substring(7));
    } finally {
      programs.forEach(program -> program.process().destroyForcibly());
      for (Backends.Running running : backends) {
        running.close();
      }
    }
  }

  /** Both where they fail in ways of their own. */
  private static List<String> protocols(Backends backend) {
    return switch (backend) {
      case ABSENT, GARBAGE -> List.of("http/protobuf", "grpc");
      case SLOW, REFUSING, DYING -> List.of("http/protobuf");
    };
  }

  @Test
  void on_sigterm_what_was_recorded_is_sent() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Program program =
          start("sigterm", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()), "wait");
      assertThat(output(program).readLine()).isEqualTo("42");
      assertThat(receiver.received().spans()).isEmpty();

      program.process().destroy();

      assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(receiver.received().spans()).hasSize(1);
      assertThat(receiver.received().metrics()).isNotEmpty();
      assertThat(program.errors()).isEmpty();
    }
  }

  @Test
  void log_lines_are_json_on_standard_error_where_asked_for() throws Exception {
    Program program = start("json", Map.of("PEAK_LOG", "json", "PEAK_TELEMETRY", "file"));

    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.errors().lines())
        .singleElement()
        .asString()
        .startsWith("{\"ts\":\"")
        .contains("\"msg\":\"run ended\"", "\"run_id\":\"run_1\"", "\"trace_id\":\"");
  }

  @Test
  void an_empty_variable_is_none() throws Exception {
    List<String> empty =
        List.of(
            "OTEL_TRACES_EXPORTER",
            "OTEL_METRICS_EXPORTER",
            "OTEL_LOGS_EXPORTER",
            "OTEL_TRACES_SAMPLER",
            "OTEL_METRICS_EXEMPLAR_FILTER",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "OTEL_EXPORTER_OTLP_CERTIFICATE",
            "OTEL_EXPORTER_OTLP_CLIENT_KEY",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            "OTEL_BSP_SCHEDULE_DELAY",
            "OTEL_SDK_DISABLED",
            "OTEL_CONFIG_FILE",
            "OTEL_RESOURCE_ATTRIBUTES");
    Map<String, String> nothing = new HashMap<>();
    empty.forEach(name -> nothing.put(name, ""));
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> asked = new HashMap<>(nothing);
      asked.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
      Program quiet = start("quiet", nothing);
      Program sending = start("sending", asked);
      for (Program program : List.of(quiet, sending)) {
        assertThat(output(program).readLine()).isEqualTo("42");
        assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.errors()).isEmpty();
      }
      assertThat(receiver.received().spans()).hasSize(1);
    }
  }

  @Test
  void a_backend_that_takes_no_connection_is_not_waited_for() throws Exception {
    Program program = start("refused", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
    assertThat(output(program).readLine()).isEqualTo("42");
    assertThat(Long.parseLong(output(program).readLine())).isLessThan(300);
    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.errors())
        .isEqualTo(
            "warn: telemetry is not delivered: the backend takes no connection http://127.0.0.1:9"
                + " (said once; the program goes on)\n");
  }

  @Test
  void people_are_told_nothing_where_nothing_is_wrong() throws Exception {
    Program program = start("plain", Map.of());

    assertThat(output(program).readLine()).isEqualTo("42");
    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.errors()).isEmpty();
  }

  @Test
  void a_wrong_variable_is_one_plain_line() throws Exception {
    Program program = start("wrong", Map.of("OTEL_TRACES_EXPORTER", "otpl"));

    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.process().exitValue()).isEqualTo(TracedProgram.EXIT);
    assertThat(program.errors())
        .isEqualTo("warn: telemetry is off: Unrecognized value for OTEL_TRACES_EXPORTER: otpl\n");
  }
}
