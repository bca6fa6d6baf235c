package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.cli.Main;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.telemetry.PeakMetrics;
import tools.peak.telemetry.Telemetry;
import tools.peak.telemetry.TradingMetrics;

/** The reference of metrics against what a program really sends. */
class MetricsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");

  private static final int COLUMNS = 5;

  @TempDir Path scratch;
  private final List<String> warnings = new ArrayList<>();

  /** What the commands send, as well as the JVM's and the SDK's own. */
  private List<Metric> received() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint(),
              "OTEL_METRIC_EXPORT_INTERVAL",
              "60000");
      try (Telemetry _ = Telemetry.start("peak-test", environment, warnings::add)) {
        System.gc();
        peak("backtest", "--strategy", "macd", "--data", bars(), "--symbol", "BTC/USD");
        live();
        Files.createDirectories(scratch.resolve("results/broken"));
        Files.writeString(scratch.resolve("results/broken/stats.json"), "{}");
        peak("ingest", scratch.resolve("results").toString(), "--settle", "0s");
        peak("query", "--where", "sharpe > -100");
        peak("aggregate", "sharpe", "--by", "strategy");
        peak("maintain", "compact");
        peak("maintain", "expire", "--apply");
        peak("maintain", "orphans", "--apply");
        String backup = scratch.resolve("backup").toString();
        peak("backup", backup);
        peak("backup", "verify", backup);
        peak("backup", "drill", backup);
        peak("backup", "prune", backup, "--keep", "1", "--apply");
        peak("restore", backup, scratch.resolve("restored").toString());
      }
      assertThat(warnings).isEmpty();
      return receiver.received().metrics();
    }
  }

  private void peak(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--lake", scratch.resolve("lake").toString()));
    if (args[0].equals("backtest") || args[0].equals("live")) {
      all.addAll(List.of("--results-dir", scratch.resolve("results").toString()));
    }
    int exit = Main.run(all.toArray(String[]::new), said, said, Map.of());
    assertThat(exit).as(said.toString(UTF_8)).isEqualTo(args[0].equals("ingest") ? 3 : 0);
  }

  /** With a line that is no bar, and orders that the broker rejects. */
  private void live() throws IOException {
    String file = bars();
    Files.writeString(Path.of(file), "2024-01-01,1,1,1,1,1\n", StandardOpenOption.APPEND);
    peak(
        "live",
        "--strategy",
        "ma_crossover",
        "--data",
        file,
        "--symbol",
        "BTC/USD",
        "--speed",
        "max",
        "--broker",
        "reject=0.5",
        "--max-drawdown",
        "0.9");
  }

  private String bars() throws IOException {
    new Backtests(scratch);
    return scratch.resolve("bars.csv").toString();
  }

  private static String row(Metric metric, Set<String> labels) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            metric.getName(),
            kind(metric),
            metric.getUnit(),
            labels.stream().map(label -> "`" + label + "`").collect(joining(", ")),
            metric.getDescription());
  }

  private static String kind(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> "gauge";
      case SUM -> metric.getSum().getIsMonotonic() ? "counter" : "up-down counter";
      case HISTOGRAM -> "histogram";
      case EXPONENTIAL_HISTOGRAM, SUMMARY, DATA_NOT_SET -> "";
    };
  }

  private static Set<String> labels(Metric metric) {
    Stream<List<KeyValue>> points =
        switch (metric.getDataCase()) {
          case GAUGE ->
              metric.getGauge().getDataPointsList().stream().map(p -> p.getAttributesList());
          case SUM -> metric.getSum().getDataPointsList().stream().map(p -> p.getAttributesList());
          case HISTOGRAM ->
              metric.getHistogram().getDataPointsList().stream().map(p -> p.getAttributesList());
          case EXPONENTIAL_HISTOGRAM, SUMMARY, DATA_NOT_SET -> Stream.empty();
        };
    Set<String> labels = new TreeSet<>();
    points.flatMap(List::stream).map(KeyValue::getKey).forEach(labels::add);
    return labels;
  }

  @Test
  void every_metric_that_is_sent_stands_in_the_reference_as_it_is() throws Exception {
    Map<String, String> sent = new TreeMap<>();
    for (Metric metric : received()) {
      // The SDK's own depend on the signals and exporters that are on; they are described there.
      if (!metric.getName().startsWith("otel.sdk.")) {
        sent.put(metric.getName(), row(metric, labels(metric)));
      }
    }
    assertThat(sent.keySet())
        .containsAll(
            Stream.concat(PeakMetrics.ALL.stream(), TradingMetrics.ALL.stream())
                .map(tools.peak.telemetry.Metric::name)
                .toList());

    List<String> documented =
        Files.readAllLines(REFERENCE).stream()
            .filter(line -> line.startsWith("| `"))
            .filter(line -> line.split("\\|", -1).length == COLUMNS + 2)
            // Only there where something failed, which no command here does.
            .map(line -> line.replaceFirst(", `error.type`|`error.type`, |`error.type`", ""))
            .sorted()
            .toList();
    assertThat(documented)
        .as("rows of %s; sent:%n%s", REFERENCE, String.join("\n", sent.values()))
        .isEqualTo(sent.values().stream().sorted().toList());
  }
}
