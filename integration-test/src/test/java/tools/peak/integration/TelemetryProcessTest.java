package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.RealPrometheus;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;

/** The command's telemetry as a backend and the run folders have it. */
class TelemetryProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** More runs than any machine makes while a test looks. */
  private static final String[] ENDLESS = {"1..900", "901..1900"};

  @TempDir Path scratch;
  private Backtests backtests;

  @BeforeEach
  void makeBars() throws IOException {
    backtests = new Backtests(scratch);
  }

  @Test
  void a_sweep_is_one_trace_whose_ids_are_those_in_the_run_folders() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Launched ran = backtests.start(both(receiver), "2..5", "10,20").end();
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.err()).isEmpty();
      Received received = receiver.received();

      assertThat(received.spans()).extracting(span -> hex(span.getTraceId())).hasSize(8 * 6 + 3);
      assertThat(received.spans().stream().map(span -> hex(span.getTraceId())).distinct())
          .hasSize(1);
      assertThat(count(received, "backtest.run")).isEqualTo(8);
      assertThat(received.resource()).containsEntry("service.name", "peak-backtest");
      Span command = only(received, "peak backtest");
      Span sweep = only(received, "backtest.sweep");
      assertThat(command.getParentSpanId()).isEmpty();
      assertThat(sweep.getParentSpanId()).isEqualTo(command.getSpanId());
      assertThat(only(received, "backtest.read_bars").getParentSpanId())
          .isEqualTo(command.getSpanId());

      Set<String> sent =
          received.spans().stream().map(TelemetryProcessTest::line).collect(Collectors.toSet());
      assertThat(backtests.folders()).hasSize(8);
      for (Path folder : backtests.folders()) {
        List<JsonNode> spans = Backtests.spans(folder);
        assertThat(spans).hasSize(6);
        assertThat(sent).containsAll(spans.stream().map(TelemetryProcessTest::line).toList());
        assertThat(Backtests.traceId(folder)).isEqualTo(hex(command.getTraceId()));
        assertThat(spans.getLast().get("parentSpanId").asText()).isEqualTo(hex(sweep.getSpanId()));
      }
    }
  }

  @Test
  void each_run_logs_one_record_inside_its_span_and_its_metrics_name_the_span() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      assertThat(backtests.start(both(receiver), "2..3", "10").end().exit()).isZero();
      Received received = receiver.received();

      List<Span> runs =
          received.spans().stream().filter(s -> s.getName().equals("backtest.run")).toList();
      assertThat(received.logs())
          .hasSize(2)
          .allSatisfy(log -> assertThat(log.getSeverityText()).isEqualTo("INFO"))
          .extracting(LogRecord::getSpanId)
          .containsExactlyInAnyOrderElementsOf(runs.stream().map(Span::getSpanId).toList());
      assertThat(Received.attributes(received.logs().getFirst().getAttributesList()))
          .containsKeys("run.id", "strategy.id", "sharpe");
      var duration =
          received.metrics().stream()
              .filter(metric -> metric.getName().equals("backtest.run.duration"))
              .reduce((_, last) -> last)
              .orElseThrow()
              .getHistogram()
              .getDataPoints(0);
      assertThat(duration.getCount()).isEqualTo(2);
      assertThat(runs.stream().map(Span::getSpanId)).contains(duration.getExemplars(0).getSpanId());
    }
  }

  @Test
  void log_lines_are_json_where_asked_for_and_errors_too() throws Exception {
    Launched ran = backtests.start(Map.of("PEAK_LOG", "json"), "2..3", "10").end();
    assertThat(ran.exit()).isZero();
    List<JsonNode> lines = json(ran.err());
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().get("strategy_id").asText()).isEqualTo("ma_crossover");
    assertThat(lines.getFirst().at("/metadata/sharpe").isNumber()).isTrue();
    assertThat(backtests.folders())
        .extracting(folder -> folder.getFileName().toString())
        .containsExactlyInAnyOrder(
            lines.get(0).get("run_id").asText(), lines.get(1).get("run_id").asText());

    Launched failed =
        backtests.peak(Map.of("PEAK_LOG", "json"), "query", "--lake", "nowhere").end();
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(json(failed.err()))
        .singleElement()
        .satisfies(line -> assertThat(line.get("msg").asText()).contains("no lake at nowhere"));
  }

  @Test
  void a_failing_run_is_recorded_with_its_reason_and_the_command_fails_as_ever() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Files.writeString(scratch.resolve("cut.csv"), "timestamp,open,high,low,close,volume\n1,2\n");
      Launched ran =
          backtests
              .peak(
                  both(receiver),
                  "backtest",
                  "--strategy",
                  "macd",
                  "--symbol",
                  "X",
                  "--data",
                  "cut.csv")
              .end();
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).hasLineCount(1).contains("cut.csv");
      Span read = only(receiver.received(), "backtest.read_bars");
      assertThat(read.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(read.getStatus().getMessage()).contains("cut.csv");
      Span command = only(receiver.received(), "peak backtest");
      assertThat(command.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(command.getEventsList()).anyMatch(event -> event.getName().equals("exception"));
    }
  }

  @Test
  void sigterm_ends_the_runs_under_way_and_sends_their_spans() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Launched.Running running = backtests.start(both(receiver), ENDLESS[0], ENDLESS[1]);
      receiver.received().awaitSpan("backtest.run", LONG);
      running.process().destroy();
      Launched ran = running.end();
      assertThat(ran.out()).startsWith("stopped: ");

      assertThat(only(receiver.received(), "backtest.sweep").getStatus().getCode())
          .isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
      Set<String> sent =
          receiver.received().spans().stream()
              .map(TelemetryProcessTest::line)
              .collect(Collectors.toSet());
      assertThat(backtests.folders()).isNotEmpty();
      for (Path folder : backtests.folders()) {
        assertThat(folder.getFileName().toString()).doesNotStartWith(".");
        assertThat(sent)
            .containsAll(Backtests.spans(folder).stream().map(TelemetryProcessTest::line).toList());
      }
    }
  }

  @Test
  void a_real_prometheus_scrapes_a_sweep() throws Exception {
    RealPrometheus.needed();
    int port = RealPrometheus.freePort();
    Map<String, String> env =
        Map.of(
            "OTEL_METRICS_EXPORTER",
            "prometheus",
            "OTEL_EXPORTER_PROMETHEUS_PORT",
            Integer.toString(port));
    Launched.Running running = backtests.start(env, ENDLESS[0], ENDLESS[1]);
    try (RealPrometheus prometheus = RealPrometheus.start(scratch, port)) {
      String labels = "{job=\"peak\",strategy=\"ma_crossover\",outcome=\"done\"}";
      assertThat(Double.parseDouble(prometheus.query("backtest_runs_total" + labels + " > 0")))
          .isPositive();
      assertThat(prometheus.query("backtest_run_active > 0")).isNotEqualTo("0");
      assertThat(
              prometheus.query(
                  "histogram_quantile(0.9, backtest_run_duration_seconds_bucket) < 1800"))
          .isNotEqualTo("NaN");
    } finally {
      running.process().destroyForcibly();
    }
    assertThat(running.end().err()).isEmpty();
  }

  @Test
  void a_crash_leaves_no_half_run() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Launched.Running running = backtests.start(both(receiver), ENDLESS[0], ENDLESS[1]);
      receiver.received().awaitSpan("backtest.run", LONG);
      awaitFolder(running.process());
      running.process().destroyForcibly();
      running.end();

      int whole = 0;
      for (Path folder : backtests.folders()) {
        if (!folder.getFileName().toString().startsWith(".peak-")) {
          assertThat(folder.resolve("report_snippet.md")).isNotEmptyFile();
          assertThat(Backtests.spans(folder).getLast().get("name").asText())
              .isEqualTo("backtest.run");
          whole++;
        }
      }
      assertThat(whole).isPositive();
    }
  }

  /** Several runs get their names together: the first may not have its own yet. */
  private void awaitFolder(Process process) throws IOException {
    while (process.isAlive()
        && backtests.folders().stream()
            .allMatch(folder -> folder.getFileName().toString().startsWith(".peak-"))) {
      Thread.onSpinWait();
    }
  }

  private static Map<String, String> both(HttpReceiver receiver) {
    return Map.of(
        "PEAK_TELEMETRY",
        "file",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        receiver.endpoint(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "200");
  }

  private static Span only(Received received, String name) {
    List<Span> spans =
        received.spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(spans).as(name).hasSize(1);
    return spans.getFirst();
  }

  private static long count(Received received, String name) {
    return received.spans().stream().filter(span -> span.getName().equals(name)).count();
  }

  private static String line(Span span) {
    return String.join(
        " ",
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()));
  }

  private static String line(JsonNode span) {
    return String.join(
        " ",
        span.get("name").asText(),
        span.get("traceId").asText(),
        span.get("spanId").asText(),
        span.get("parentSpanId").asText());
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static List<JsonNode> json(String lines) throws IOException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      parsed.add(new ObjectMapper().readTree(line));
    }
    return parsed;
  }
}
