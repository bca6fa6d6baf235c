package tools.peak.lake;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.OnConflict;
import tools.peak.lake.query.Rows;
import tools.peak.lake.retention.Age;

/** What a lake tells of its work. */
final class LakeTelemetryTest {
  /** What the command's own test of the reference tries: deeds of upkeep need places of theirs. */
  private static final Pattern UPKEEP =
      Pattern.compile("\\| `lake\\.(backup|compact|expire|orphans|restore)\\.");

  private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");

  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  @TempDir Path temp;
  private Path results;
  private Lake lake;

  @BeforeEach
  void open() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    lake = Lake.openOrCreate(temp.resolve("lake"), TELEMETRY.getOpenTelemetry());
    Chain.of("a").writeTo(results.resolve("a"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static SpanData span(String name) {
    return TELEMETRY.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError(name + " is not among " + TELEMETRY.getSpans()));
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private static @Nullable Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  @Test
  void an_ingest_is_a_trace_of_batches_and_commits_that_name_their_version() {
    Probe.ingest(lake, results);

    SpanData ingest = span("lake.ingest");
    SpanData batch = span("lake.ingest.batch");
    SpanData commit = span("lake.commit");
    assertThat(TELEMETRY.getSpans())
        .extracting(SpanData::getTraceId)
        .containsOnly(ingest.getTraceId());
    assertThat(batch.getParentSpanId()).as("on another thread").isEqualTo(ingest.getSpanId());
    assertThat(commit.getParentSpanId()).isEqualTo(batch.getSpanId());
    assertThat(number(batch, "lake.ingest.runs")).isEqualTo(1);
    assertThat(text(commit, "lake.operation")).isEqualTo("ingest");
    assertThat(number(commit, "lake.version")).isEqualTo(lake.version());
    assertThat(number(commit, "lake.commit.rows"))
        .as("a run, 2 trades, 3 points, 5 files, the batch")
        .isEqualTo(12);
    assertThat(span("lake.commit").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void a_deed_of_upkeep_is_a_span_with_its_duration_and_when_it_last_went_well() {
    Probe.ingest(lake, results);
    Age atOnce = Age.parse("0d").orElseThrow();

    var _ = lake.upkeep().expire(lake.upkeep().planExpiry(atOnce, 1).id());
    var _ = lake.upkeep().deleteOrphans(lake.upkeep().planOrphans(atOnce).id());

    assertThat(span("lake.expire").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span("lake.orphans").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    long now = Instant.now().getEpochSecond();
    assertThat(TELEMETRY.getMetrics())
        .filteredOn(metric -> metric.getName().endsWith(".completed"))
        .hasSize(2)
        .allSatisfy(
            metric ->
                assertThat(metric.getLongGaugeData().getPoints())
                    .allSatisfy(
                        point -> assertThat(point.getValue()).isBetween(now - 60, now + 60)));
    assertThat(TELEMETRY.getMetrics())
        .extracting(MetricData::getName)
        .contains("lake.expire.duration", "lake.orphans.duration");
  }

  @Test
  void a_question_is_a_span_of_a_database_s_client_without_any_value_in_it() {
    Probe.ingest(lake, results);

    lake.runs()
        .where("sharpe > 1.25 and strategy = 'secret' and params.fast between 5 and 20")
        .columns("run_id", "sharpe * 7.5")
        .orderBy("sharpe desc")
        .limit(42)
        .fetch();

    SpanData query = span("SELECT runs");
    assertThat(query.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(text(query, "db.system.name")).isEqualTo("duckdb");
    assertThat(text(query, "db.operation.name")).isEqualTo("SELECT");
    assertThat(text(query, "db.collection.name")).isEqualTo("runs");
    assertThat(number(query, "db.response.returned_rows")).isZero();
    assertThat(text(query, "db.query.text"))
        .isEqualTo(
            "SELECT run_id, (sharpe * ?) FROM runs WHERE (sharpe > ? AND strategy = ?"
                + " AND (params.fast >= ? AND params.fast <= ?))"
                + " ORDER BY sharpe DESC, run_id LIMIT ?");
  }

  @Test
  void statistics_and_counts_are_questions_too() {
    Probe.ingest(lake, results);

    lake.stats("sharpe").by("strategy").period("2024-Q4").fetch();
    assertThat(text(span("SELECT runs"), "db.query.text"))
        .startsWith("SELECT strategy, mean(sharpe)")
        .contains(" FROM runs WHERE start_date WITHIN ? GROUP BY strategy");
    lake.trades().where("side in ('long', 'short')").count();
    assertThat(text(span("SELECT trades"), "db.query.text"))
        .isEqualTo("SELECT count(*) FROM trades WHERE side IN (?)");
  }

  @Test
  void a_statement_of_sql_is_told_without_its_literals() {
    Probe.ingest(lake, results);

    lake.sql("SELECT run_id /* why */ FROM runs WHERE sharpe > 1.25 AND symbol = 'BTC/USD'")
        .fetch();

    SpanData query = span("SELECT");
    assertThat(text(query, "db.query.text"))
        .isEqualTo("SELECT run_id FROM runs WHERE sharpe > ? AND symbol = ?");
    assertThat(text(query, "db.collection.name")).isNull();
    assertThat(number(query, "db.response.returned_rows")).isEqualTo(1);
  }

  @Test
  void a_question_ends_when_its_reader_has_had_enough() {
    Probe.ingest(lake, results);

    try (Rows rows = lake.equity().stream()) {
      assertThat(rows.iterator().next()).isNotNull();
      assertThat(TELEMETRY.getSpans()).noneMatch(span -> span.getName().equals("SELECT equity"));
    }

    assertThat(number(span("SELECT equity"), "db.response.returned_rows")).isPositive();
  }

  @Test
  void what_failed_says_why() {
    assertThatThrownBy(() -> lake.tag("nobody", "a", "b")).isInstanceOf(LakeException.class);

    SpanData commit = span("lake.commit");
    assertThat(commit.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(commit, "error.type")).isEqualTo("NO_RUN");
    assertThat(number(commit, "lake.version")).isNull();
  }

  @Test
  void a_lake_that_was_given_none_tells_the_process_s_own() {
    try (Lake other = Lake.openOrCreate(temp.resolve("other"))) {
      Probe.ingest(other, results);
    }

    assertThat(span("lake.ingest").getName()).isEqualTo("lake.ingest");
  }

  @Test
  void every_metric_that_is_sent_stands_in_the_reference_as_it_is() throws IOException {
    Path missing = temp.resolve("missing");
    Chain.of("broken").file("stats.json", "{").writeTo(results.resolve("broken"));
    Probe.ingest(lake, results);
    Probe.ingest(lake, results);
    Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
    assertThatThrownBy(
        () -> Probe.ingest(lake, Probe.OPTIONS.withOnConflict(OnConflict.FAIL), results));
    assertThatThrownBy(() -> Probe.ingest(lake, missing));
    assertThatThrownBy(() -> lake.tag("nobody", "a", "b"));
    lake.runs().fetch();
    assertThatThrownBy(() -> lake.sql("SELECT * FROM nowhere").fetch());

    Map<String, String> sent = new TreeMap<>();
    for (MetricData metric : TELEMETRY.getMetrics()) {
      sent.put(metric.getName(), row(metric));
    }
    List<String> documented =
        Files.readAllLines(REFERENCE).stream()
            .filter(line -> line.startsWith("| `lake.") || line.startsWith("| `db."))
            .filter(line -> line.split("\\|", -1).length == 7)
            .filter(line -> !UPKEEP.matcher(line).lookingAt())
            .sorted()
            .toList();
    assertThat(documented)
        .as("rows of %s; sent:%n%s", REFERENCE, String.join("\n", sent.values()))
        .isEqualTo(sent.values().stream().sorted().toList());
  }

  @Test
  void times_of_questions_are_in_the_buckets_of_the_conventions() {
    lake.runs().fetch();

    MetricData duration =
        TELEMETRY.getMetrics().stream()
            .filter(metric -> metric.getName().equals("db.client.operation.duration"))
            .findFirst()
            .orElseThrow();
    HistogramPointData point = duration.getHistogramData().getPoints().iterator().next();
    assertThat(point.getBoundaries())
        .containsExactly(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getExemplars()).as("a slow bucket leads to a trace").isNotEmpty();
  }

  private static String row(MetricData metric) {
    TreeSet<String> labels = new TreeSet<>();
    for (PointData point : metric.getData().getPoints()) {
      point.getAttributes().forEach((key, _) -> labels.add("`" + key.getKey() + "`"));
    }
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            metric.getName(),
            metric.getType() == MetricDataType.HISTOGRAM ? "histogram" : "counter",
            metric.getUnit(),
            labels.stream().collect(joining(", ")),
            metric.getDescription());
  }
}
