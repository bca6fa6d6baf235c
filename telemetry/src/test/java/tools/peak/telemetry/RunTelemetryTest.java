package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.otlp.HttpReceiver;

class RunTelemetryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Telemetry start(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("PEAK_TELEMETRY", "file"));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Telemetry.start("peak-test", environment, warnings::add);
  }

  private Path file() {
    return folder.resolve("telemetry.jsonl");
  }

  private static void eachSpan(Path file, Consumer<JsonNode> to) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        for (JsonNode resource : JSON.readTree(line).get("resourceSpans")) {
          for (JsonNode scope : resource.get("scopeSpans")) {
            scope.get("spans").forEach(to);
          }
        }
      }
    }
  }

  private static List<JsonNode> spans(Path file) throws IOException {
    List<JsonNode> spans = new ArrayList<>();
    eachSpan(file, spans::add);
    return spans;
  }

  private static long attribute(JsonNode span, String name) {
    for (JsonNode attribute : span.get("attributes")) {
      if (attribute.get("key").asText().equals(name)) {
        return attribute.get("value").get("intValue").asLong();
      }
    }
    throw new AssertionError(name + " is not in " + span);
  }

  @Test
  void a_runs_spans_are_in_its_file_once_it_is_closed_its_own_span_last() throws Exception {
    String traceId;
    try (Telemetry _ = start()) {
      try (RunTelemetry run = RunTelemetry.open(file())) {
        traceId =
            run.call(
                "backtest.run",
                Attributes.empty(),
                () -> {
                  SpanScope.run("load bars", () -> {});
                  SpanScope.run("simulate", () -> SpanScope.run("fills", () -> {}));
                  return Span.current().getSpanContext().getTraceId();
                });
      }

      List<JsonNode> spans = spans(file());
      assertThat(spans)
          .extracting(span -> span.get("name").asText())
          .containsExactly("load bars", "fills", "simulate", "backtest.run");
      assertThat(spans).extracting(span -> span.get("traceId").asText()).containsOnly(traceId);
      assertThat(spans.getFirst().get("parentSpanId")).isEqualTo(spans.getLast().get("spanId"));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void without_the_variable_there_is_a_call_but_no_file() {
    try (Telemetry _ = Telemetry.start("peak-test", Map.of(), warnings::add);
        RunTelemetry run = RunTelemetry.open(file())) {
      int result = run.call("backtest.run", Attributes.empty(), () -> 7);
      assertThat(result).isEqualTo(7);
      assertThat(run.hasFile()).isFalse();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void runs_of_one_sweep_share_its_trace_and_keep_their_files_apart() throws Exception {
    try (Telemetry _ = start();
        ExecutorService workers = Context.taskWrapping(Executors.newFixedThreadPool(2))) {
      SpanScope.run(
          "backtest.sweep",
          () -> {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
              int number = i;
              runs.add(workers.submit(() -> backtest(number)));
            }
            for (Future<?> run : runs) {
              run.get();
            }
          });
    }

    List<String> traces = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<JsonNode> spans = spans(folder.resolve(i + ".jsonl"));
      assertThat(spans)
          .extracting(span -> span.get("name").asText())
          .containsExactly("phase " + i, "backtest.run");
      traces.add(spans.getFirst().get("traceId").asText());
    }
    assertThat(traces).hasSize(20).containsOnly(traces.getFirst());
  }

  private void backtest(int number) {
    try (RunTelemetry run = RunTelemetry.open(folder.resolve(number + ".jsonl"))) {
      run.call(
          "backtest.run",
          Attributes.empty(),
          () -> SpanScope.call("phase " + number, () -> number));
    }
  }

  /** {@code -Dpeak.burst=1000000} is the long form. */
  @Test
  void a_burst_from_several_threads_loses_no_span() throws Exception {
    int burst = Integer.getInteger("peak.burst", 40_000);
    int threads = 4;
    try (Telemetry _ = start();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        RunTelemetry run = RunTelemetry.open(file())) {
      run.call(
          "backtest.run",
          Attributes.empty(),
          () -> {
            Context context = Context.current();
            List<Future<?>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
              parts.add(
                  workers.submit(
                      context.wrap(
                          () -> {
                            for (int i = 0; i < burst / threads; i++) {
                              SpanScope.run("bar", () -> {});
                            }
                          })));
            }
            for (Future<?> part : parts) {
              part.get();
            }
            return 0;
          });
    }

    Map<String, Integer> count = new HashMap<>();
    eachSpan(file(), span -> count.merge(span.get("name").asText(), 1, Integer::sum));
    assertThat(count).isEqualTo(Map.of("bar", burst, "backtest.run", 1));
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_file_is_whole_whatever_the_sampler_drops_for_the_backend() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      try (Telemetry _ =
          start(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_METRICS_EXPORTER",
              "none",
              "OTEL_LOGS_EXPORTER",
              "none",
              "OTEL_TRACES_SAMPLER",
              "always_off")) {
        backtest(1);
        SpanScope.run("not in a run", () -> {});
      }
      assertThat(spans(folder.resolve("1.jsonl"))).hasSize(2);
      assertThat(receiver.received().spans()).isEmpty();
    }
  }

  @Test
  void file_and_backend_carry_the_same_ids() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      try (Telemetry _ = start("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())) {
        backtest(1);
      }
      assertThat(spans(folder.resolve("1.jsonl")))
          .extracting(span -> span.get("spanId").asText())
          .containsExactlyElementsOf(
              receiver.received().spans().stream()
                  .map(span -> java.util.HexFormat.of().formatHex(span.getSpanId().toByteArray()))
                  .toList());
    }
  }

  @Test
  void a_file_at_its_limit_keeps_the_phases_and_says_how_much_was_cut() throws Exception {
    int inner = 20_000;
    long limit = 100_000;
    try (Telemetry _ = start("PEAK_TELEMETRY_MAX_BYTES", Long.toString(limit));
        RunTelemetry run = RunTelemetry.open(file())) {
      run.call(
          "backtest.run",
          Attributes.empty(),
          () -> {
            SpanScope.run("load bars", () -> {});
            SpanScope.run(
                "simulate",
                () -> {
                  for (int i = 0; i < inner; i++) {
                    SpanScope.run("bar", () -> {});
                  }
                });
            SpanScope.run("write", () -> {});
            return 0;
          });
    }

    List<JsonNode> spans = spans(file());
    List<String> names = spans.stream().map(span -> span.get("name").asText()).toList();
    assertThat(names)
        .contains("load bars", "simulate", "write")
        .endsWith("backtest.run", TruncatedSpan.NAME);
    JsonNode mark = spans.getLast();
    long kept = names.stream().filter("bar"::equals).count();
    assertThat(attribute(mark, "peak.telemetry.spans_cut")).isEqualTo(inner - kept);
    assertThat(attribute(mark, "peak.telemetry.limit_bytes")).isEqualTo(limit);
    assertThat(Files.size(file())).isLessThan(limit + RunFile.RESERVE_BYTES);
  }

  @Test
  void a_flat_burst_of_phases_is_bounded_too() throws Exception {
    int phases = 5_000;
    long limit = 100_000;
    try (Telemetry _ = start("PEAK_TELEMETRY_MAX_BYTES", Long.toString(limit));
        RunTelemetry run = RunTelemetry.open(file())) {
      run.call(
          "backtest.run",
          Attributes.empty(),
          () -> {
            for (int i = 0; i < phases; i++) {
              SpanScope.run("phase", () -> {});
            }
            return 0;
          });
    }

    List<JsonNode> spans = spans(file());
    assertThat(Files.size(file())).isLessThan(limit + RunFile.RESERVE_BYTES + 4_096);
    assertThat(attribute(spans.getLast(), "peak.telemetry.spans_cut"))
        .isEqualTo(phases - (spans.size() - 2));
  }

  @Test
  void a_folder_that_cannot_be_written_costs_the_file_and_one_line() {
    try (Telemetry _ = start();
        RunTelemetry run = RunTelemetry.open(folder.resolve("missing/telemetry.jsonl"))) {
      int result = run.call("backtest.run", Attributes.empty(), () -> 7);
      assertThat(result).isEqualTo(7);
    }
    assertThat(warnings).singleElement().asString().contains("missing").doesNotContain("\n");
  }

  @Test
  void no_secret_reaches_the_file() throws Exception {
    try (Telemetry _ = start("EXCHANGE_API_SECRET", "Zx81-spectrum");
        RunTelemetry run = RunTelemetry.open(file())) {
      run.call(
          "backtest.run",
          Attributes.builder()
              .put("argv", "--api-key=k3y-of-mine")
              .put("password", "hunter22")
              .put("note", "signed by Zx81-spectrum")
              .build(),
          () -> 0);
    }
    assertThat(Files.readString(file()))
        .doesNotContain("k3y-of-mine", "hunter22", "Zx81")
        .contains("signed by ***");
  }
}
