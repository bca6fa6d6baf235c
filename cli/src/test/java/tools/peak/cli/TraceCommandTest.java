package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code peak trace} over a lake of four runs. */
class TraceCommandTest {
  private static final String ROOT = "00000000000000ff";

  @TempDir static Path dir;

  @BeforeAll
  static void load() throws IOException {
    Path results = dir.resolve("results");
    traced(
        results,
        "alpha",
        line(
            span("0000000000000001", ROOT, "load bars", 0, 250, ""),
            span("0000000000000002", ROOT, "simulate", 250, 750, "no bars"),
            span(ROOT, "00000000000000ee", "backtest.run", 0, 1_000, "")));
    Folders.run(results, "bravo", "macd", "1.0");
    traced(results, "garbled", "rubbish\n");
    traced(
        results,
        "cut",
        line(
            span(ROOT, "", "backtest.run", 0, 9, ""),
            span("0000000000000001", ROOT, "telemetry.truncated", 9, 0, "")
                .replace("\"bars\"", "\"peak.telemetry.spans_cut\"")));
    List<String> many = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      many.add(
          span(
              String.format(Locale.ROOT, "%016x", 4_096 + i),
              "0000000000000002",
              "bar " + i,
              i,
              i,
              ""));
    }
    many.add(span("0000000000000002", ROOT, "short but a parent", 0, 1, ""));
    many.add(span(ROOT, "", "backtest.run", 0, 2_000, ""));
    traced(results, "many", line(many.toArray(String[]::new)));
    assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
  }

  private static void traced(Path results, String run, String telemetry) throws IOException {
    Files.writeString(
        Folders.run(results, run, "macd", "1.0").resolve("telemetry.jsonl"), telemetry);
  }

  private static String line(String... spans) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[\
    {"key":"service.name","value":{"stringValue":"peak-backtest"}},\
    {"key":"service.version","value":{"stringValue":"0.1.0"}}]},\
    "scopeSpans":[{"spans":[%s]}]}]}
    """
        .formatted(String.join(",", spans));
  }

  private static String span(
      String id, String parent, String name, int from, int millis, String error) {
    return String.format(
        Locale.ROOT,
        """
    {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"%s","parentSpanId":"%s","name":"%s",\
    "kind":1,"startTimeUnixNano":"%d","endTimeUnixNano":"%d",\
    "attributes":[{"key":"bars","value":{"intValue":"1900"}}],"status":{%s}}""",
        id,
        parent,
        name,
        1_767_225_600_000_000_000L + from * 1_000_000L,
        1_767_225_600_000_000_000L + (from + millis) * 1_000_000L,
        error.isEmpty() ? "" : "\"code\":2,\"message\":\"" + error + "\"");
  }

  private static Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  @Test
  void a_run_is_drawn_as_a_waterfall() {
    Ran ran = peak("trace", "alpha");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .containsExactly(
            "alpha",
            "peak-backtest 0.1.0 · 2026-01-01T00:00:00Z",
            "",
            "trace 0af7651916cd43dd8448eb211c80319c",
            "backtest.run  1.00 s  " + "█".repeat(58),
            "├─ load bars  250 ms  " + "█".repeat(15),
            "└─ simulate   750 ms  " + " ".repeat(14) + "█".repeat(44),
            "     ✗ no bars",
            "3 spans · lake version 3");
  }

  @Test
  void the_beginning_of_an_id_will_do_and_verbose_tells_attributes() {
    assertThat(peak("trace", "alp").out()).startsWith("alpha\n").doesNotContain("bars =");
    assertThat(peak("trace", "alp", "-v").out()).contains("     bars = 1900\n");
  }

  @Test
  void the_terminal_s_width_and_colours_are_kept_to() {
    Map<String, String> terminal =
        Map.of(
            "PEAK_LAKE", dir.resolve("lake").toString(), "PEAK_TERMINAL", "out", "COLUMNS", "50");
    assertThat(Ran.peak(terminal, "trace", "alpha").out()).contains("\u001b[31m");
    Map<String, String> plain =
        Map.of(
            "PEAK_LAKE",
            dir.resolve("lake").toString(),
            "PEAK_TERMINAL",
            "out",
            "COLUMNS",
            "50",
            "NO_COLOR",
            "1");
    Ran ran = Ran.peak(plain, "trace", "alpha");
    assertThat(ran.out()).doesNotContain("\u001b");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 50);
  }

  @Test
  void json_is_the_list_of_all_spans_in_the_order_of_their_starts() {
    Ran ran = peak("--json", "trace", "alpha");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("{\"snapshot\": \"3\", \"columns\": [\"run_id\", \"seq\", \"trace_id\"")
        .containsSubsequence("\"name\": \"load bars\"", "\"name\": \"simulate\"")
        .contains("\"status_message\": \"no bars\"", "\"attributes\": {\"bars\": 1900}")
        .contains("\"duration_ns\": 750000000", "\"start\": \"2026-01-01T00:00:00.250Z\"")
        .contains("\"service.version\"")
        .endsWith("\n], \"truncated\": false}\n");
    assertThat(peak("--json", "trace", "many", "--limit", "3").out())
        .contains("\"truncated\": true");
    assertThat(peak("trace", "many", "--format", "csv").out().lines()).hasSize(1_003);
  }

  @Test
  void of_a_large_trace_the_longest_are_drawn_and_it_is_said() {
    Ran ran = peak("trace", "many");

    assertThat(ran.out())
        .contains("short but a parent", "bar 1000")
        .doesNotContain("bar 50 ")
        .endsWith(
            "the 100 longest of 1,002 spans and what they lie within (--limit) · lake version 3\n");
    assertThat(ran.out().lines()).hasSize(3 + 1 + 100 + 1 + 1);
    assertThat(peak("trace", "many", "--limit", "2").out().lines()).hasSize(3 + 1 + 3 + 1);
    assertThat(peak("trace", "many", "--limit", "2000").out()).contains("\n1,002 spans · ");
  }

  @Test
  void a_run_without_spans_is_told_how_to_have_some() {
    Ran ran = peak("trace", "bravo");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "peak trace: run bravo has no spans: PEAK_TELEMETRY=file peak backtest … writes them\n");
    assertThat(peak("--json", "trace", "bravo").out())
        .contains("\"rows\": [", "\"truncated\": false");
  }

  @Test
  void spans_that_found_no_room_in_the_file_are_missed_aloud() {
    assertThat(peak("trace", "cut", "--limit", "1").out())
        .contains("\nthe file reached its limit: spans that are missing: 1900\n");
  }

  @Test
  void telemetry_that_cannot_be_read_is_named() {
    assertThat(peak("trace", "garbled").err())
        .startsWith(
            "peak trace: run garbled has no spans that can be read: telemetry.jsonl: 1 line");
  }

  @Test
  void an_unknown_run_is_named() {
    Ran ran = peak("trace", "alpine");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("peak trace: no run alpine in the lake (peak query lists them)\n");
  }

  @Test
  void spans_are_a_table_of_sql() {
    assertThat(
            peak(
                    "sql",
                    "--format",
                    "csv",
                    "SELECT name, duration_ns FROM spans WHERE run_id = 'alpha' ORDER BY seq")
                .out())
        .isEqualTo(
            "name,duration_ns\nload bars,250000000\nsimulate,750000000\nbacktest.run,1000000000\n");
  }
}
