package tools.peak.runner.sweep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.runner.TestBars;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.telemetry.Telemetry;

/** A run's trace lies beside its artifacts where that is wanted, and changes nothing of them. */
class RunTelemetryFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "telemetry.jsonl";

  @TempDir Path dir;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void each_run_of_a_sweep_has_its_own_spans_of_the_sweeps_one_trace() throws IOException {
    sweep("on", Map.of("PEAK_TELEMETRY", "file"));

    List<Path> folders = folders("on");
    assertThat(folders).hasSize(4);
    String trace = traceId(folders.getFirst());
    assertThat(trace).matches("[0-9a-f]{32}");
    for (Path folder : folders) {
      List<JsonNode> spans = spans(folder.resolve(FILE));
      JsonNode run = spans.getLast();
      assertThat(spans)
          .extracting(span -> span.get("name").asText())
          .containsExactly(
              "backtest.load_bars",
              "backtest.signals",
              "backtest.simulate",
              "backtest.stats",
              "backtest.write",
              "backtest.run");
      assertThat(spans.subList(0, spans.size() - 1))
          .extracting(span -> span.get("parentSpanId").asText())
          .containsOnly(run.get("spanId").asText());
      assertThat(spans).extracting(span -> span.get("traceId").asText()).containsOnly(trace);
      assertThat(traceId(folder)).isEqualTo(trace);
      assertThat(attribute(run, "run.id")).isEqualTo(String.valueOf(folder.getFileName()));
      assertThat(attribute(run, "strategy.id")).isEqualTo("ma_crossover");
    }
  }

  @Test
  void the_snippet_is_newer_than_the_telemetry_and_nothing_else_is_left() throws IOException {
    sweep("on", Map.of("PEAK_TELEMETRY", "file"));

    for (Path folder : folders("on")) {
      assertThat(Files.getLastModifiedTime(folder.resolve("report_snippet.md")))
          .isGreaterThanOrEqualTo(Files.getLastModifiedTime(folder.resolve(FILE)));
      assertThat(folder.getFileName().toString()).doesNotStartWith(".");
    }
  }

  @Test
  void the_artifacts_are_the_same_to_the_byte_but_for_the_trace_id() throws IOException {
    sweep("off", Map.of());
    sweep("on", Map.of("PEAK_TELEMETRY", "file"));

    Map<String, String> off = contents("off");
    Map<String, String> on = contents("on");
    assertThat(off.keySet()).noneMatch(name -> name.endsWith(FILE));
    assertThat(off.values()).noneMatch(content -> text(content).contains("trace_id"));
    on.keySet().removeIf(name -> name.endsWith(FILE));
    on.replaceAll((_, content) -> withoutTraceId(content));
    assertThat(on).isEqualTo(off);
  }

  private void sweep(String results, Map<String, String> environment) throws IOException {
    Instant now = Instant.parse("2024-12-31T23:59:59.5Z");
    InstantSource clock = () -> now;
    SweepRequest request =
        SweepRequest.of(
                StrategyKind.MA_CROSSOVER, TestBars.walk(300, 9), "BTC/USD", dir.resolve(results))
            .withGrid(ParameterGrid.parse(List.of("fast=2..3", "slow=10,20")))
            .withThreads(2);
    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
      SweepResult result =
          new Sweep(clock, RunIds.of(clock, new SplittableRandom(1)))
              .run(request, SweepListener.NONE);
      assertThat(result.written()).isEqualTo(4);
    }
    assertThat(warnings).isEmpty();
  }

  private List<Path> folders(String results) throws IOException {
    try (Stream<Path> entries = Files.list(dir.resolve(results))) {
      return entries.sorted().toList();
    }
  }

  /** All files in hexadecimal, by folder and name. */
  private Map<String, String> contents(String results) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path root = dir.resolve(results);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
  }

  private static String withoutTraceId(String hex) {
    String without = text(hex).replaceAll(",\\s*\"trace_id\": \"[0-9a-f]{32}\"", "");
    return HexFormat.of().formatHex(without.getBytes(ISO_8859_1));
  }

  private static String traceId(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("config_snapshot.json").toFile())
        .at("/meta/trace_id")
        .asText();
  }

  private static List<JsonNode> spans(Path file) throws IOException {
    List<JsonNode> spans = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JSON.readTree(line).at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
    }
    return spans;
  }

  private static String attribute(JsonNode span, String name) {
    for (JsonNode attribute : span.get("attributes")) {
      if (attribute.get("key").asText().equals(name)) {
        return attribute.at("/value/stringValue").asText();
      }
    }
    return "";
  }
}
