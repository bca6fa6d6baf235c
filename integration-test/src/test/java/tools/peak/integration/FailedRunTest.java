package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.strategy.StrategyKind;
import tools.peak.runner.sweep.ParameterGrid;
import tools.peak.runner.sweep.Sweep;
import tools.peak.runner.sweep.SweepListener;
import tools.peak.runner.sweep.SweepRequest;
import tools.peak.telemetry.Telemetry;

/** A run that fails among others that do not, as a backend sees it. */
class FailedRunTest {
  @TempDir Path scratch;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void its_span_its_log_record_and_its_count_say_so_and_the_others_go_on() throws Exception {
    new Backtests(scratch);
    Path results = Files.createDirectories(scratch.resolve("results"));
    Files.createDirectory(results.resolve("run_2")); // somebody else has it
    SweepRequest request =
        SweepRequest.of(
                StrategyKind.MA_CROSSOVER,
                Bars.read(scratch.resolve("bars.csv")),
                "BTC/USD",
                results)
            .withGrid(ParameterGrid.parse(List.of("fast=2..4", "slow=10")))
            .withThreads(2);

    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> env = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
      try (Telemetry _ = Telemetry.start("peak-test", env, warnings::add)) {
        Sweep sweep = new Sweep(Clock.systemUTC(), (_, _) -> number -> "run_" + number);
        assertThat(sweep.run(request, SweepListener.NONE).failed()).isEqualTo(1);
      }
      Received received = receiver.received();

      List<Span> failed =
          received.spans().stream()
              .filter(s -> s.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
              .toList();
      assertThat(failed).extracting(Span::getName).containsExactly("backtest.run");
      assertThat(Received.attributes(failed.getFirst().getAttributesList()))
          .containsEntry("run.id", "run_2")
          .containsEntry("error.type", "java.nio.file.FileAlreadyExistsException");
      assertThat(received.logs())
          .filteredOn(log -> log.getBody().getStringValue().equals("backtest failed"))
          .singleElement()
          .satisfies(log -> assertThat(log.getSpanId()).isEqualTo(failed.getFirst().getSpanId()));
      assertThat(received.logs()).hasSize(3);
      assertThat(points(received, "backtest.runs"))
          .extracting(
              point ->
                  Received.attributes(point.getAttributesList()).get("outcome")
                      + " "
                      + point.getAsInt())
          .containsExactlyInAnyOrder("done 2", "failed 1");
      assertThat(points(received, "backtest.run.active"))
          .extracting(NumberDataPoint::getAsInt)
          .containsExactly(0L);
    }
    assertThat(warnings).isEmpty();
  }

  private static List<NumberDataPoint> points(Received received, String name) {
    return received.metrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .map(Metric::getSum)
        .reduce((_, last) -> last)
        .orElseThrow()
        .getDataPointsList();
  }
}
