package tools.peak.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.peak.fixtures.otlp.GrpcReceiver;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;

class ExportTest {
  private static final Counter RUNS =
      Metrics.counter(
          tools.peak.telemetry.Metric.counter("test.runs", "{run}", "Runs.", "strategy"));
  private static final Histogram DURATION =
      Metrics.histogram(tools.peak.telemetry.Metric.duration("test.run.duration", "Duration."));

  private final List<String> warnings = new ArrayList<>();

  private void record(Map<String, String> environment) {
    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add);
        Scope _ = LogContext.NONE.withRun("run_1").withStrategy("macd").makeCurrent()) {
      SpanScope.run(
          "backtest.run",
          Attributes.builder().put("strategy", "macd").build(),
          () -> {
            RUNS.add(1, "macd");
            DURATION.record(0.3);
            LoggerFactory.getLogger("tools.peak.test").info("run ended with token=abcdefgh");
            SpanScope.run("simulate", () -> {});
          });
    }
  }

  private void assertAllThere(Received received) {
    assertThat(warnings).isEmpty();
    assertThat(received.spans())
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("simulate", "backtest.run");
    Span run =
        received.spans().stream().filter(s -> s.getName().equals("backtest.run")).findAny().get();
    assertThat(Received.attributes(run.getAttributesList()))
        .containsEntry("strategy", "macd")
        .containsEntry("run.id", "run_1")
        .containsEntry("strategy.id", "macd");
    assertThat(received.metrics())
        .extracting(Metric::getName)
        .contains("test.runs", "test.run.duration", "jvm.memory.used");
    assertThat(received.logs())
        .singleElement()
        .satisfies(
            log -> {
              assertThat(log.getBody().getStringValue()).isEqualTo("run ended with token=***");
              assertThat(log.getTraceId()).isEqualTo(run.getTraceId());
              assertThat(log.getSpanId()).isEqualTo(run.getSpanId());
              assertThat(Received.attributes(log.getAttributesList()))
                  .containsEntry("run.id", "run_1");
            });
  }

  @Test
  void everything_arrives_over_http_with_its_headers() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      record(
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_EXPORTER_OTLP_HEADERS",
              "x-scope-orgid=team7",
              "OTEL_EXPORTER_OTLP_COMPRESSION",
              "gzip"));

      assertAllThere(receiver.received());
      assertThat(receiver.received().headers())
          .allSatisfy(header -> assertThat(header).containsEntry("x-scope-orgid", "team7"));
    }
  }

  @Test
  void everything_arrives_over_grpc_with_its_headers() throws Exception {
    try (GrpcReceiver receiver = GrpcReceiver.start()) {
      record(
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_EXPORTER_OTLP_PROTOCOL",
              "grpc",
              "OTEL_EXPORTER_OTLP_HEADERS",
              "x-scope-orgid=team7"));

      assertAllThere(receiver.received());
      assertThat(receiver.received().headers())
          .allSatisfy(header -> assertThat(header).containsEntry("x-scope-orgid", "team7"));
    }
  }

  @Test
  void a_value_recorded_within_a_span_carries_it_as_exemplar_in_our_buckets() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      record(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()));

      Span run =
          receiver.received().spans().stream()
              .filter(s -> s.getName().equals("backtest.run"))
              .findAny()
              .get();
      var duration =
          receiver.received().metrics().stream()
              .filter(metric -> metric.getName().equals("test.run.duration"))
              .findAny()
              .get();
      assertThat(duration.getUnit()).isEqualTo("s");
      var point = duration.getHistogram().getDataPoints(0);
      assertThat(point.getExplicitBoundsList()).isEqualTo(tools.peak.telemetry.Metric.SECONDS);
      assertThat(point.getExemplars(0).getTraceId()).isEqualTo(run.getTraceId());
      assertThat(point.getExemplars(0).getSpanId()).isEqualTo(run.getSpanId());
    }
  }

  @Test
  void the_resource_names_service_version_host_process_and_commit_and_stays_the_same()
      throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start();
        HttpReceiver second = HttpReceiver.start()) {
      record(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "PEAK_ENV", "paper"));
      record(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", second.endpoint(), "PEAK_ENV", "paper"));

      Map<String, String> resource = receiver.received().resource();
      assertThat(resource)
          .containsEntry("service.name", "peak-test")
          .containsEntry("deployment.environment.name", "paper")
          .containsEntry("process.pid", Long.toString(ProcessHandle.current().pid()))
          .containsKeys("host.name", "service.instance.id", "os.type", "process.runtime.version");
      assertThat(resource.get("service.version")).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(second.received().resource()).isEqualTo(resource);
      // Named after service and host, not the SDK's random one, which is the same in one process.
      String named = "peak-test\0" + resource.get("host.name");
      assertThat(resource)
          .containsEntry(
              "service.instance.id", UUID.nameUUIDFromBytes(named.getBytes(UTF_8)).toString());
    }
  }

  @Test
  void the_users_own_service_name_and_attributes_win() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      record(
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_RESOURCE_ATTRIBUTES",
              "service.name=alpha,host.name=box,team=quant,service.instance.id=worker-2"));

      assertThat(receiver.received().resource())
          .containsEntry("service.name", "alpha")
          .containsEntry("host.name", "box")
          .containsEntry("service.instance.id", "worker-2")
          .containsEntry("team", "quant");
    }
  }

  @Test
  void an_error_is_recorded_on_its_span_and_thrown_on() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        assertThatThrownBy(
                () ->
                    SpanScope.run(
                        "backtest.run",
                        () -> {
                          throw new IllegalStateException("no bars; password=hunter22");
                        }))
            .hasMessage("no bars; password=hunter22");
      }

      Span span = receiver.received().spans().getFirst();
      assertThat(span.getStatus().getMessage()).isEqualTo("no bars; password=***");
      assertThat(span.getStatus().getCode().name()).isEqualTo("STATUS_CODE_ERROR");
      assertThat(Received.attributes(span.getAttributesList()))
          .containsEntry("error.type", "java.lang.IllegalStateException");
      assertThat(span.toString()).contains("exception.stacktrace").doesNotContain("hunter22");
    }
  }
}
