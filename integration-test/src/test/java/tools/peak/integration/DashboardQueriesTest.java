package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.cli.Main;
import tools.peak.fixtures.RealPrometheus;
import tools.peak.telemetry.Telemetry;

/** Every question of the dashboards and alerts, to a Prometheus that took what programs sent. */
class DashboardQueriesTest {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /** What no program here sends: understood is all that can be asked of it. */
  private static final Map<String, String> WITHOUT_DATA =
      Map.of(
          "traces_spanmetrics_calls_total", "Tempo's, and there is none here",
          "_completed_seconds", "no upkeep is done here",
          "lake_compact_duration", "no upkeep is done here",
          "lake_expire_duration", "no upkeep is done here",
          "lake_backup_", "no upkeep is done here",
          "outcome=\"failed\"", "no backtest fails here",
          "table=\"notices\"", "no run here needs a notice");

  @TempDir Path scratch;

  @BeforeEach
  void a_prometheus_is_here() {
    RealPrometheus.needed();
  }

  @Test
  void every_question_has_an_answer_for_a_value_of_each_variable() throws Exception {
    int port = RealPrometheus.freePort();
    List<String> warnings = new ArrayList<>();
    Map<String, String> environment =
        Map.of(
            "OTEL_METRICS_EXPORTER",
            "prometheus",
            "OTEL_EXPORTER_PROMETHEUS_PORT",
            Integer.toString(port));
    try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add);
        RealPrometheus prometheus =
            RealPrometheus.start(Files.createDirectories(scratch.resolve("prometheus")), port)) {
      programs();
      assertThat(prometheus.query("count(trading_heartbeat_seconds)")).isEqualTo("1");
      for (Dashboard dashboard : Dashboard.shipped()) {
        Map<String, String> values = values(prometheus, dashboard);
        for (String query : dashboard.promql()) {
          ask(prometheus, dashboard.file(), query, values);
        }
      }
      for (String query : alerts()) {
        assertThat(prometheus.accepts(query)).as(query).isTrue();
      }
      assertThat(prometheus.accepts("sum by (le (trading_equity)")).isFalse();
      assertThat(prometheus.accepts("histogram_quantil(0.5, trading_equity)")).isFalse();
    }
    assertThat(warnings).isEmpty();
  }

  private static void ask(
      RealPrometheus prometheus, String file, String query, Map<String, String> values)
      throws Exception {
    String asked = query;
    for (Map.Entry<String, String> value : values.entrySet()) {
      asked = asked.replace("$" + value.getKey(), value.getValue());
    }
    assertThat(asked).as(file).doesNotContain("$");
    if (WITHOUT_DATA.keySet().stream().anyMatch(query::contains)) {
      assertThat(prometheus.accepts(asked)).as(file + ": " + asked).isTrue();
    } else {
      assertThat(prometheus.query(asked)).as(file + ": " + asked).isNotEmpty();
    }
  }

  /**
   * One value of each variable, asked for in order, as Grafana does: later ones use earlier ones.
   */
  private static Map<String, String> values(RealPrometheus prometheus, Dashboard dashboard)
      throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("__rate_interval", "1m");
    values.put("__range", "1h");
    values.put("__interval", "30s");
    for (JsonNode variable : dashboard.variables()) {
      if (variable.path("type").asText().equals("query")) {
        Matcher matcher = LABEL_VALUES.matcher(variable.at("/query/query").asText());
        assertThat(matcher.matches()).as(variable.toString()).isTrue();
        String selector = matcher.group(1);
        for (Map.Entry<String, String> value : values.entrySet()) {
          selector = selector.replace("$" + value.getKey(), value.getValue());
        }
        List<String> found = prometheus.labelValues(selector, matcher.group(2));
        assertThat(found).as(dashboard.file() + ": " + selector).isNotEmpty();
        values.put(variable.path("name").asText(), found.getFirst());
      }
    }
    return values;
  }

  private static List<String> alerts() throws IOException {
    return Files.readAllLines(Dashboard.STACK.resolve("rules").resolve("alerts.yml.off")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("expr: "))
        .map(line -> line.substring("expr: ".length()))
        .toList();
  }

  /**
   * The same strategy and symbol everywhere, with rejected orders, a broken line and a broken
   * folder.
   */
  private void programs() throws IOException {
    new Backtests(scratch);
    String bars = scratch.resolve("bars.csv").toString();
    String results = scratch.resolve("results").toString();
    peak(
        0,
        "backtest",
        "--strategy",
        "ma_crossover",
        "--data",
        bars,
        "--symbol",
        "BTC/USD",
        "--results-dir",
        results);
    Files.writeString(Path.of(bars), "2024-01-01,1,1,1,1,1\n", StandardOpenOption.APPEND);
    peak(
        0,
        "live",
        "--strategy",
        "ma_crossover",
        "--param",
        "fast=5",
        "--data",
        bars,
        "--symbol",
        "BTC/USD",
        "--speed",
        "max",
        "--broker",
        "reject=0.5,seed=1",
        "--max-drawdown",
        "0.9",
        "--results-dir",
        results);
    Files.createDirectories(scratch.resolve("results/broken"));
    Files.writeString(scratch.resolve("results/broken/stats.json"), "{}");
    peak(3, "ingest", results, "--settle", "0s");
    peak(0, "query", "--where", "sharpe > -100");
  }

  private void peak(int exit, String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--lake", scratch.resolve("lake").toString()));
    int ended = Main.run(all.toArray(String[]::new), said, said, Map.of());
    assertThat(ended).as(said.toString(UTF_8)).isEqualTo(exit);
  }
}
