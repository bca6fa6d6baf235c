package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.fixtures.RealPrometheus;

/** Through OpenTelemetry's own collector, where one is at hand (CONTRIBUTING.md says how). */
@EnabledIfEnvironmentVariable(
    named = "PEAK_OTELCOL",
    matches = ".+",
    disabledReason = "PEAK_OTELCOL names no collector")
class CollectorTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void what_a_collector_passes_on_is_what_lies_in_the_run_folders(String protocol)
      throws Exception {
    Backtests backtests = new Backtests(scratch);
    int http = RealPrometheus.freePort();
    int grpc = RealPrometheus.freePort();
    Process collector = collector(http, grpc);
    try {
      Launched ran =
          backtests
              .start(
                  Map.of(
                      "PEAK_TELEMETRY",
                      "file",
                      "OTEL_EXPORTER_OTLP_PROTOCOL",
                      protocol,
                      "OTEL_EXPORTER_OTLP_ENDPOINT",
                      "http://127.0.0.1:" + (protocol.equals("grpc") ? grpc : http)),
                  "2..5",
                  "10,20")
              .end();
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.err()).isEmpty();
    } finally {
      collector.destroy(); // it writes what it still holds
      collector.waitFor();
    }

    List<String> passedOn = ids(items("traces", "resourceSpans", "scopeSpans", "spans"));
    assertThat(passedOn).hasSize(8 * 6 + 3).doesNotHaveDuplicates();
    for (Path folder : backtests.folders()) {
      assertThat(passedOn).containsAll(ids(Backtests.spans(folder)));
    }
    assertThat(items("metrics", "resourceMetrics", "scopeMetrics", "metrics"))
        .extracting(metric -> metric.get("name").asText())
        .contains("backtest.runs", "backtest.run.duration", "jvm.memory.used");
    assertThat(items("logs", "resourceLogs", "scopeLogs", "logRecords"))
        .hasSize(8)
        .allSatisfy(
            log -> assertThat(log.at("/body/stringValue").asText()).isEqualTo("backtest ran"));
  }

  @Test
  void the_configuration_of_the_stack_is_one_that_the_collector_takes() throws Exception {
    String config = Files.readString(Dashboard.STACK.resolve("collector.yml"));
    assertThat(validate(config)).isEmpty();
    assertThat(validate(config.replace("decision_wait:", "decision_weight:")))
        .contains("decision_weight");
    assertThat(validate(config.replace("otlp_http/loki]", "otlp_http/lokki]")))
        .contains("otlp_http/lokki");
  }

  private String validate(String config) throws Exception {
    Path file = Files.writeString(scratch.resolve("stack.yml"), config);
    Process process =
        new ProcessBuilder(System.getenv("PEAK_OTELCOL"), "validate", "--config=" + file)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor() == 0).isEqualTo(said.isEmpty());
    return said;
  }

  private Process collector(int http, int grpc) throws IOException {
    Path config =
        Files.writeString(
            scratch.resolve("collector.yaml"),
            String.format(
                Locale.ROOT,
                """
                receivers:
                  otlp:
                    protocols:
                      http: {endpoint: 127.0.0.1:%d}
                      grpc: {endpoint: 127.0.0.1:%d}
                exporters:
                  file/traces: {path: traces.json}
                  file/metrics: {path: metrics.json}
                  file/logs: {path: logs.json}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    traces: {receivers: [otlp], exporters: [file/traces]}
                    metrics: {receivers: [otlp], exporters: [file/metrics]}
                    logs: {receivers: [otlp], exporters: [file/logs]}
                """,
                http,
                grpc));
    Process process =
        new ProcessBuilder(System.getenv("PEAK_OTELCOL"), "--config=" + config)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader(UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Everything is ready")) {
        return process;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError(said.toString());
  }

  private List<JsonNode> items(String file, String resources, String scopes, String items)
      throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : Files.readAllLines(scratch.resolve(file + ".json"))) {
      for (JsonNode resource : new ObjectMapper().readTree(line).get(resources)) {
        resource.get(scopes).forEach(scope -> scope.get(items).forEach(found::add));
      }
    }
    return found;
  }

  private static List<String> ids(List<JsonNode> spans) {
    return spans.stream()
        .map(
            span ->
                span.get("name").asText()
                    + ' '
                    + span.get("traceId").asText()
                    + ' '
                    + span.get("spanId").asText())
        .toList();
  }
}
