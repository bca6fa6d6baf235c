package tools.peak.integration;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.telemetry.PeakMetrics;
import tools.peak.telemetry.TradingMetrics;

/** The reference of metrics against what a program really sends. */
class MetricsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");

  private static final int COLUMNS = 5;

  @TempDir Path scratch;

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
    for (Metric metric : new SentTelemetry(scratch).received().metrics()) {
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
