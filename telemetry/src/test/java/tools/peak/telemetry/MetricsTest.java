package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;

class MetricsTest {
  /** One for each test: the label values that it has seen stay with a counter. */
  private final Counter orders =
      Metrics.counter(Metric.counter("test.orders", "{order}", "Orders.", "symbol", "side"));

  private static final UpDownCounter ACTIVE =
      Metrics.upDownCounter(Metric.upDownCounter("test.active", "{run}", "Active runs."));
  private static final Gauge EQUITY =
      Metrics.gauge(Metric.gauge("test.equity", "{USD}", "Equity.", "strategy"));

  private final List<String> warnings = new ArrayList<>();

  /** Runs {@code body} and returns the points of the one metric named {@code name}. */
  private List<NumberDataPoint> points(String name, Runnable body) throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
              receiver.endpoint() + "/v1/metrics",
              "OTEL_METRIC_EXPORT_INTERVAL",
              "60000");
      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        body.run();
      }
      assertThat(warnings).isEmpty();
      var metric =
          receiver.received().metrics().stream()
              .filter(candidate -> candidate.getName().equals(name))
              .findAny()
              .orElseThrow();
      return metric.hasSum()
          ? metric.getSum().getDataPointsList()
          : metric.getGauge().getDataPointsList();
    }
  }

  @Test
  void labels_follow_their_names() throws Exception {
    List<NumberDataPoint> points =
        points(
            "test.orders",
            () -> {
              orders.add(1, "BTC/USD", "buy");
              orders.add(2, "BTC/USD", "buy");
              orders.add(5, "BTC/USD", "sell");
            });

    assertThat(points).extracting(NumberDataPoint::getAsInt).containsExactlyInAnyOrder(3L, 5L);
    assertThat(points)
        .extracting(point -> Received.attributes(point.getAttributesList()))
        .contains(Map.of("symbol", "BTC/USD", "side", "sell"));
  }

  @Test
  void a_label_with_ever_new_values_is_bounded_and_counts_on() throws Exception {
    int values = 5_000;
    List<NumberDataPoint> points =
        points(
            "test.orders",
            () -> {
              for (int i = 0; i < values; i++) {
                orders.add(1, "symbol_" + i, "buy");
              }
            });

    assertThat(points).hasSizeLessThanOrEqualTo(Labels.MOST + 1);
    assertThat(points.stream().mapToLong(NumberDataPoint::getAsInt).sum()).isEqualTo(values);
    assertThat(points)
        .extracting(point -> Received.attributes(point.getAttributesList()))
        .contains(Map.of("symbol", "other", "side", "other"));
  }

  @Test
  void what_is_active_falls_again() throws Exception {
    assertThat(
            points(
                "test.active",
                () -> {
                  ACTIVE.add(3);
                  ACTIVE.add(-2);
                }))
        .extracting(NumberDataPoint::getAsInt)
        .containsExactly(1L);
  }

  @Test
  void of_a_gauge_the_last_value_holds() throws Exception {
    assertThat(
            points(
                "test.equity",
                () -> {
                  EQUITY.set(10_000, "macd");
                  EQUITY.set(9_500.5, "macd");
                }))
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactly(9_500.5);
  }

  @Test
  void names_that_would_change_on_their_way_to_prometheus_are_refused() {
    assertThatThrownBy(() -> Metric.counter("backtest.runs_total", "{run}", ""))
        .hasMessageContaining("backtest.runs_total");
    assertThatThrownBy(() -> Metric.gauge("backtest.drawdown", "1", ""))
        .hasMessageContaining(".ratio");
    assertThatThrownBy(() -> Metric.counter("Backtest-Runs", "{run}", ""))
        .hasMessageContaining("Backtest-Runs");
    assertThatThrownBy(() -> Metric.counter("backtest.runs", "{run}", "", "run.id"))
        .hasMessageContaining("a time series a run");
  }
}
