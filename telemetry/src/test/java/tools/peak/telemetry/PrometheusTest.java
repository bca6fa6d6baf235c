package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.RealPrometheus;

class PrometheusTest {
  private static final Counter RUNS =
      Metrics.counter(Metric.counter("scrape.runs", "{run}", "Runs that ended.", "strategy"));
  private static final Gauge DRAWDOWN =
      Metrics.gauge(Metric.gauge("scrape.drawdown.ratio", "1", "Drawdown."));
  private static final Gauge EQUITY =
      Metrics.gauge(Metric.gauge("scrape.equity", "{USD}", "Equity."));
  private static final Histogram DURATION =
      Metrics.histogram(Metric.duration("scrape.run.duration", "How long runs took."));

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Telemetry start(int port) {
    return Telemetry.start(
        "peak-test",
        Map.of(
            "OTEL_METRICS_EXPORTER",
            "prometheus",
            "OTEL_EXPORTER_PROMETHEUS_PORT",
            Integer.toString(port)),
        warnings::add);
  }

  private static void record() {
    RUNS.add(3, "macd");
    DRAWDOWN.set(-0.25);
    EQUITY.set(10_000);
    SpanScope.run("backtest.run", () -> DURATION.record(0.3));
  }

  private static String get(String uri, String accept) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(uri)).header("Accept", accept).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void metrics_can_be_scraped_under_the_names_that_a_push_gives_them() throws Exception {
    int port = RealPrometheus.freePort();
    try (Telemetry _ = start(port)) {
      record();
      String scraped = get("http://127.0.0.1:" + port + "/metrics", "text/plain");
      assertThat(scraped.lines())
          .anyMatch(line -> line.matches("scrape_runs_total\\{.*strategy=\"macd\".*} 3.0"))
          .anyMatch(line -> line.matches("scrape_drawdown_ratio\\{.*} -0.25"))
          .anyMatch(line -> line.matches("scrape_equity\\{.*} 10000.0"))
          .anyMatch(line -> line.matches("scrape_run_duration_seconds_bucket\\{.*le=\"0.5\"} 1"))
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
      assertThat(scraped).contains("service_name=\"peak-test\"");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_scraper_that_asks_for_protobuf_gets_it() throws Exception {
    int port = RealPrometheus.freePort();
    try (Telemetry _ = start(port)) {
      record();
      String scraped =
          get(
              "http://127.0.0.1:" + port + "/metrics",
              "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
      assertThat(scraped).contains("scrape");
    }
  }

  @Test
  void the_endpoint_is_on_this_machine_only() throws Exception {
    int port = RealPrometheus.freePort();
    try (Telemetry _ = start(port);
        // Free on the other addresses of the machine: nothing of ours listens on all of them.
        ServerSocket other = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void a_real_prometheus_scrapes_a_run() throws Exception {
    RealPrometheus.needed();
    int port = RealPrometheus.freePort();
    try (Telemetry _ = start(port);
        RealPrometheus prometheus = RealPrometheus.start(folder, port)) {
      record();
      assertThat(prometheus.query("scrape_runs_total{strategy=\"macd\",job=\"peak\"}"))
          .isEqualTo("3");
      assertThat(
              prometheus.query(
                  "histogram_quantile(0.5, scrape_run_duration_seconds_bucket) > 0.25"))
          .isEqualTo("0.375");
    }
  }
}
