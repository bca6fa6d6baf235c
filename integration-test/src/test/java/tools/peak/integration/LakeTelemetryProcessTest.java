package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.cli.Main;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.otlp.HttpReceiver;
import tools.peak.fixtures.otlp.Received;

/** The lake's work as a backend has it, when the command does it. */
class LakeTelemetryProcessTest {
  @TempDir Path temp;

  private Received received(String... args) throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Map<String, String> env =
          Map.of(
              "PEAK_LAKE",
              temp.resolve("lake").toString(),
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              receiver.endpoint());
      assertThat(Main.run(args, new ByteArrayOutputStream(), err, env))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();
      return receiver.received();
    }
  }

  private static Span span(Received received, String name) {
    return received.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + received.spans()));
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }

  @Test
  void ingest_and_a_question_are_traces_of_the_command() throws Exception {
    Chain.of("a").writeTo(temp.resolve("results/a"));

    Received ingest = received("ingest", temp.resolve("results").toString());
    Span command = span(ingest, "peak ingest");
    Span pass = span(ingest, "lake.ingest");
    assertThat(pass.getParentSpanId()).isEqualTo(command.getSpanId());
    assertThat(span(ingest, "lake.ingest.batch").getParentSpanId()).isEqualTo(pass.getSpanId());
    assertThat(ingest.metrics())
        .extracting(Metric::getName)
        .contains("lake.ingest.runs", "lake.commit.duration", "lake.ingest.rows");

    Received query = received("query", "--where", "sharpe > 1.25");
    Span question = span(query, "SELECT runs");
    assertThat(question.getParentSpanId()).isEqualTo(span(query, "peak query").getSpanId());
    assertThat(attributes(question))
        .containsEntry("db.system.name", "duckdb")
        .containsEntry("db.collection.name", "runs");
    assertThat(attributes(question).get("db.query.text"))
        .contains("WHERE sharpe > ?")
        .doesNotContain("1.25");
    assertThat(query.metrics())
        .extracting(Metric::getName)
        .contains("db.client.operation.duration");
  }
}
