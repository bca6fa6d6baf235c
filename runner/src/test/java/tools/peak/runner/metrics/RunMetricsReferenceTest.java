package tools.peak.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.CurveMetric;
import tools.peak.evidence.Stat;
import tools.peak.evidence.curve.CurveMetrics;

/** The reference of the metrics of runs names what is computed, and nothing else. */
class RunMetricsReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/reference/run-metrics.md");

  private static List<String> rows(String section) throws IOException {
    String text = Files.readString(REFERENCE);
    String of = text.substring(text.indexOf("\n## " + section));
    int end = of.indexOf("\n## ", 1);
    return (end < 0 ? of : of.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .toList();
  }

  @Test
  void every_metric_of_a_curve_is_there() throws IOException {
    assertThat(rows("Of every curve"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CurveMetric.values()).map(CurveMetric::metric).toList());
  }

  @Test
  void every_metric_of_the_runner_is_there_in_its_order() throws IOException {
    List<Stat> stats =
        RunMetrics.of(
            new CurveMetrics(new double[] {1, 2, 1}, 1_000_000),
            new TradeMetrics(List.of()),
            0,
            new RunMetrics.Orders(0, 0, 0, 0));
    assertThat(rows("Of Peak's runner"))
        .containsExactlyElementsOf(stats.stream().map(Stat::metric).toList());
  }
}
