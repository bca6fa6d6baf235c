package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.cli.Main;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;
import tools.peak.telemetry.TradingMetrics;

/** What a live session sends. */
class LiveTelemetryTest {
  private static final int BARS = 3_000;

  @TempDir Path dir;

  private String bars() throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int minute = 0; minute < BARS; minute++) {
      double price = 100 + 10 * Math.sin(minute / 9.0);
      csv.append(
          String.format(
              Locale.ROOT,
              "2025-01-%02dT%02d:%02d:00Z,%s,%s,%s,%s,1\n",
              1 + minute / 1_440,
              minute / 60 % 24,
              minute % 60,
              price,
              price,
              price,
              price));
    }
    csv.append("2025-01-01T00:00:00Z,1,1,1,1,1\n");
    return Files.writeString(dir.resolve("bars.csv"), csv).toString();
  }

  private int live(HttpReceiver receiver, Map<String, String> more, String... options)
      throws IOException {
    Map<String, String> env = new HashMap<>(more);
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        Main.run(
            Stream.concat(
                    Stream.of(
                        "live",
                        "--strategy",
                        "ma_crossover",
                        "--param",
                        "fast=5",
                        "--data",
                        bars(),
                        "--symbol",
                        "BTC/USD",
                        "--speed",
                        "max",
                        "--results-dir",
                        dir.resolve("results").toString()),
                    Stream.of(options))
                .toArray(String[]::new),
            said,
            said,
            env);
    assertThat(said.toString(UTF_8)).doesNotContain("telemetry");
    return exit;
  }

  private Set<String> ordersOfTheRun() throws IOException {
    try (Stream<Path> results = Files.list(dir.resolve("results"))) {
      Path journal =
          results.filter(path -> path.toString().endsWith(".live")).findAny().orElseThrow();
      // The journal is short by now; the state in it counts the orders.
      Set<String> ids = new TreeSet<>();
      String id = journal.getFileName().toString().replace(".live", "");
      String state = Files.readString(journal.resolve("journal"));
      int at = state.indexOf("\"orders_sent\":") + "\"orders_sent\":".length();
      int sent = Integer.parseInt(state.substring(at).split("[,}]", 2)[0]);
      for (int i = 1; i <= sent; i++) {
        ids.add(id + "-" + i);
      }
      return ids;
    }
  }

  private static List<Span> named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private static String outcome(Span cycle) {
    return Received.attributes(cycle.getAttributesList()).getOrDefault("trading.outcome", "");
  }

  private static Set<String> orderIds(List<Span> spans) {
    return spans.stream()
        .map(span -> Received.attributes(span.getAttributesList()).get("order.id"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_tenth_of_the_cycles_is_sampled_and_no_order_is_without_its_trace() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      assertThat(live(receiver, Map.of(), "--broker", "latency=50ms,partial=0.2,reject=0.1,seed=2"))
          .isZero();
      List<Span> spans = receiver.received().spans();
      Map<ByteString, Span> byId = new HashMap<>();
      spans.forEach(span -> byId.put(span.getSpanId(), span));

      List<Span> orders = named(spans, "live.order");
      assertThat(orderIds(orders)).isEqualTo(ordersOfTheRun());
      List<Span> cycles = named(spans, "live.cycle");
      Set<ByteString> cycleTraces =
          cycles.stream().map(Span::getTraceId).collect(Collectors.toSet());
      for (Span order : orders) {
        if (order.getParentSpanId().isEmpty()) {
          // Of a cycle that was not sampled, and is sent nevertheless, since it has an order.
          assertThat(cycleTraces).contains(order.getLinks(0).getTraceId());
        } else {
          assertThat(byId.get(order.getParentSpanId()))
              .satisfies(parent -> assertThat(parent.getName()).isEqualTo("live.cycle"));
        }
      }
      assertThat(orders).anyMatch(order -> order.getParentSpanId().isEmpty());

      assertThat(cycles).allMatch(cycle -> cycle.getParentSpanId().isEmpty());
      assertThat(cycles)
          .allMatch(
              cycle -> Received.attributes(cycle.getAttributesList()).containsKey("session.id"));
      long without = cycles.stream().filter(cycle -> outcome(cycle).equals("no_trade")).count();
      // Some 2,700 cycles do not trade: 270 are expected, 16 is the deviation.
      assertThat(without).isBetween(180L, 360L);
      assertThat(named(spans, "peak live")).hasSize(1);

      List<LogRecord> rejects =
          receiver.received().logs().stream()
              .filter(log -> log.getBody().getStringValue().equals("order rejected"))
              .toList();
      assertThat(rejects).isNotEmpty();
      assertThat(rejects)
          .allMatch(log -> spans.stream().anyMatch(s -> s.getTraceId().equals(log.getTraceId())));
    }
  }

  @Test
  void a_sampled_cycle_has_all_its_steps_as_children_and_the_durations_have_exemplars()
      throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      assertThat(live(receiver, Map.of("OTEL_TRACES_SAMPLER", "always_on"))).isZero();
      List<Span> spans = receiver.received().spans();
      List<Span> cycles = named(spans, "live.cycle");
      assertThat(cycles).hasSize(BARS + 1);
      Map<ByteString, List<String>> children =
          spans.stream()
              .filter(span -> !span.getParentSpanId().isEmpty())
              .collect(
                  Collectors.groupingBy(
                      Span::getParentSpanId,
                      Collectors.mapping(Span::getName, Collectors.toList())));
      assertThat(
              cycles.stream()
                  .filter(cycle -> outcome(cycle).equals("traded"))
                  .map(cycle -> children.get(cycle.getSpanId())))
          .isNotEmpty()
          .allSatisfy(
              names ->
                  assertThat(names)
                      .containsExactly(
                          "live.market_data",
                          "live.signal",
                          "live.risk_check",
                          "live.order",
                          "live.fill"));

      Set<ByteString> traces = spans.stream().map(Span::getTraceId).collect(Collectors.toSet());
      for (String duration : List.of("trading.cycle.duration", "trading.order.duration")) {
        List<Exemplar> exemplars =
            receiver.received().metrics().stream()
                .filter(metric -> metric.getName().equals(duration))
                .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
                .flatMap(point -> point.getExemplarsList().stream())
                .toList();
        assertThat(exemplars)
            .isNotEmpty()
            .allMatch(exemplar -> traces.contains(exemplar.getTraceId()));
      }
    }
  }

  @Test
  void a_breach_is_kept_even_where_nothing_is_sampled_with_its_log_lines() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      assertThat(
              live(
                  receiver,
                  Map.of("OTEL_TRACES_SAMPLER", "always_off"),
                  "--fee-bps",
                  "100",
                  "--max-drawdown",
                  "0.05"))
          .isEqualTo(3);
      List<Span> spans = receiver.received().spans();
      Span breach =
          named(spans, "live.cycle").stream()
              .filter(cycle -> outcome(cycle).equals("breach"))
              .findAny()
              .orElseThrow();
      List<String> lines = new ArrayList<>();
      for (LogRecord log : receiver.received().logs()) {
        if (log.getTraceId().equals(breach.getTraceId())) {
          lines.add(log.getBody().getStringValue());
        }
      }
      assertThat(lines)
          .containsExactly("breach of the limit drawdown", "kill switch: breach of drawdown");
      assertThat(orderIds(named(spans, "live.order"))).isEqualTo(ordersOfTheRun());
      assertThat(receiver.received().metrics())
          .extracting(metric -> metric.getName())
          .contains(TradingMetrics.KILL_SWITCH.name(), TradingMetrics.HEALTH.name());
    }
  }
}
