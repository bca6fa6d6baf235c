package tools.peak.evidence.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Span;
import tools.peak.evidence.Spans;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.Folders;

class TelemetryFileTest {
  private static final long HEAP = 1L << 29;

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** As Peak's runner writes it: ids in hex, 64-bit integers as strings, numbers for enums. */
  private static final String OURS =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"peak-backtest"}},\
      {"key":"service.version","value":{"stringValue":"0.1.0"}}]},"scopeSpans":[{"scope":{"name":"tools.peak","attributes":[]},\
      "spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","parentSpanId":"00f067aa0ba902b7",\
      "name":"backtest.run ✓ \\"quoted\\"\\n","kind":1,"startTimeUnixNano":"1767225600000000001","endTimeUnixNano":"1767225600123456789",\
      "attributes":[{"key":"bars","value":{"intValue":"9223372036854775807"}},{"key":"nan","value":{"doubleValue":"NaN"}},\
      {"key":"ok","value":{"boolValue":true}},{"key":"sharpe","value":{"doubleValue":1.5}},\
      {"key":"tags","value":{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":"2"}]}}}],\
      "events":[{"timeUnixNano":"1767225600100000000","name":"exception","attributes":[{"key":"exception.message","value":{"stringValue":"no bars"}}]}],\
      "links":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"53995c3f42cd8ad8","attributes":[],"flags":257}],\
      "status":{"message":"no bars","code":2},"flags":257}]}]}]}
      """;

  private static final int CHUNK = 4096;

  @TempDir Path root;

  @Test
  void a_span_has_all_that_the_file_tells_of_it() {
    assertThat(spans(OURS))
        .containsExactly(
            new Span(
                TRACE,
                "b7ad6b7169203331",
                "00f067aa0ba902b7",
                "backtest.run ✓ \"quoted\"\n",
                "internal",
                1767225600000000001L,
                123456788,
                "error",
                "no bars",
                List.of(
                    new Value("bars", Value.Type.INT, "9223372036854775807", 0x1p63),
                    new Value("nan", Value.Type.FLOAT, "NaN", Double.NaN),
                    new Value("ok", Value.Type.BOOL, "true", null),
                    new Value("sharpe", Value.Type.FLOAT, "1.5", 1.5),
                    new Value("tags", Value.Type.LIST, "[\"a\",2]", null)),
                "[{\"time\":\"2026-01-01T00:00:00.100Z\",\"name\":\"exception\","
                    + "\"attributes\":{\"exception.message\":\"no bars\"}}]",
                "[{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                    + "\"span_id\":\"53995c3f42cd8ad8\",\"attributes\":{}}]",
                new Span.Resource(
                    List.of(
                        new Value("service.name", Value.Type.STRING, "peak-backtest", null),
                        new Value("service.version", Value.Type.STRING, "0.1.0", null)))));
    Span.Resource resource = spans(OURS).getFirst().resource();
    assertThat(resource.serviceName()).isEqualTo("peak-backtest");
    assertThat(resource.serviceVersion()).isEqualTo("0.1.0");
  }

  /** What protobuf's JSON mapping allows, and what writers do with it. */
  @Test
  void other_writers_spellings_are_the_same_span() {
    String theirs =
        """
        {"resource_spans": [{"scope_spans": [{"unknown": {"deep": [1, {"x": []}]}, "spans": [{
          "trace_id": "0AF7651916CD43DD8448EB211C80319C", "span_id": "B7AD6B7169203331", "flags": 1,
          "parent_span_id": "", "trace_state": "", "name": "query", "kind": "SPAN_KIND_CLIENT",
          "start_time_unix_nano": 1767225600000000001, "end_time_unix_nano": 1767225600000000501,
          "attributes": [
            {"key": "rows", "value": {"int_value": 12}},
            {"key": "kv", "value": {"kvlist_value": {"values": [{"key": "a", "value": {"stringValue": "x"}}]}}},
            {"key": "raw", "value": {"bytesValue": "AAE="}},
            {"key": "none", "value": {}}],
          "status": {"code": "STATUS_CODE_OK"}}]}],
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "late"}}]}}]}
        """;

    Span span = spans(theirs.replace("\n", " ")).getFirst();

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.kind()).isEqualTo("client");
    assertThat(span.startNanos()).isEqualTo(1767225600000000001L);
    assertThat(span.durationNanos()).isEqualTo(500);
    assertThat(span.status()).isEqualTo("ok");
    assertThat(span.attributes())
        .containsExactly(
            new Value("rows", Value.Type.INT, "12", 12.0),
            new Value("kv.a", Value.Type.STRING, "x", null),
            new Value("raw", Value.Type.STRING, "AAE=", null),
            new Value("none", Value.Type.NULL, null, null));
    assertThat(span.resource().serviceName()).as("told after its spans").isEqualTo("late");
  }

  @Test
  void spans_under_other_keys_and_ids_in_other_digits_are_the_same_spans_and_said() {
    String span =
        "{'scopeSpans':[{'spans':[{'traceId':'%s','spanId':'%s','name':'x'}]}]}".replace('\'', '"');
    String plain = span.formatted(TRACE, "b7ad6b7169203331");

    assertRead("{\"batches\":[" + plain + "]}", "spans under 'batches' are read like");
    assertRead(
        "{\"trace\":{\"resourceSpans\":[" + plain + "]}}",
        "spans under 'trace.resourceSpans' are read like");
    assertRead(
        "{\"resourceSpans\":[" + span.formatted("CvdlGRbNQ92ESOshHIAxnA==", "t61rcWkgMzE=") + "]}",
        "ids in base64 are read as");
    assertRead(
        "{\"resourceSpans\":[" + span.formatted("0x" + TRACE, "0xb7ad6b7169203331") + "]}",
        "ids that begin with 0x are read without it");
  }

  private static void assertRead(String line, String told) {
    TelemetryFile file = new TelemetryFile(Long.MAX_VALUE);
    byte[] bytes = line.getBytes(UTF_8);
    file.take(bytes, bytes.length, true);

    assertThat(file.spans())
        .extracting(Span::traceId, Span::spanId)
        .containsExactly(tuple(TRACE, "b7ad6b7169203331"));
    assertThat(file.told()).singleElement().asString().startsWith(told);
  }

  @Test
  void jaeger_s_form_is_marked_by_name_and_other_data_is_passed_over() {
    String jaeger =
        "{\"data\":[{\"traceID\":\"1\",\"spans\":[{\"traceID\":\"1\",\"spanID\":\"2\"}]}]}";
    TelemetryFile file = new TelemetryFile(Long.MAX_VALUE);
    byte[] bytes = jaeger.getBytes(UTF_8);
    file.take(bytes, bytes.length, true);

    assertThat(file.told())
        .containsExactly(
            "spans under 'data' are of Jaeger's form, which is not read: export OTLP JSON");
    assertThat(file.spans())
        .singleElement()
        .isEqualTo(
            Spans.mark(
                "telemetry.jsonl: spans under 'data' are of Jaeger's form, which is not read:"
                    + " export OTLP JSON"));
    assertThat(spans("{\"data\":[{\"x\":1}]}")).isEmpty();
  }

  @Test
  void a_resource_s_spans_may_stand_alone_and_other_signals_are_passed_over() {
    String alone =
        """
        {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},"scopeSpans":[{"spans":[%s]}]}
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m"}]}]}]}

        {"resourceLogs":[]}
        {}
        """
            .formatted(span("b7ad6b7169203331", "a"));

    List<Span> spans = spans(alone);

    assertThat(spans).extracting(Span::name).containsExactly("a");
    assertThat(spans.getFirst().resource().serviceName()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1 << 20})
  void lines_may_be_cut_anywhere_between_chunks(int chunk) {
    String three = "\uFEFF" + line("1", "2") + line("3").stripTrailing();

    assertThat(read(three.getBytes(UTF_8), chunk))
        .extracting(Span::name)
        .containsExactly("n1", "n2", "n3");
  }

  @Test
  void of_a_line_that_was_cut_the_whole_spans_stay_and_a_mark_says_so() {
    String whole = line("1", "2") + line("3", "4");
    for (int length = line("1", "2").length() + 1; length < whole.length() - 1; length++) {
      List<Span> spans = spans(whole.substring(0, length));

      assertThat(spans).extracting(Span::name).startsWith("n1", "n2").endsWith(Spans.UNREADABLE);
      Span mark = spans.getLast();
      assertThat(mark.status()).isEqualTo("error");
      assertThat(mark.spanId()).isNull();
      assertThat(mark.statusMessage())
          .startsWith("telemetry.jsonl: 1 line can't be read, first line 2: ");
    }
    assertThat(spans(whole.substring(0, whole.length() - 1))).hasSize(4);
  }

  @Test
  void broken_lines_cost_nothing_but_themselves() {
    List<Span> spans =
        spans(line("1") + "rubbish\n[1]\n\0\0\n" + line("2") + "{\"resourceSpans\":[{]}\n");

    assertThat(spans).extracting(Span::name).containsExactly("n1", "n2", Spans.UNREADABLE);
    assertThat(spans.getLast().statusMessage()).contains("4 lines can't be read, first line 2: ");
  }

  @Test
  void spans_without_ids_are_left_out_and_counted() {
    String zero = "00000000000000000000000000000000";

    List<Span> spans =
        spans(
            line("1")
                + of("{},{\"traceId\":\"" + zero + "\",\"spanId\":\"b7ad6b7169203331\"}")
                + of("{\"traceId\":\"xyz\",\"spanId\":7}"));

    assertThat(spans).extracting(Span::name).containsExactly("n1", Spans.UNREADABLE);
    assertThat(spans.getLast().statusMessage()).isEqualTo("telemetry.jsonl: 3 spans without ids");
  }

  @Test
  void what_is_more_than_can_be_held_is_cut_and_said() {
    TelemetryFile file = new TelemetryFile(new TelemetryFile.Limits(3, 1_000, HEAP));
    byte[] bytes = (line("1", "2") + line("3", "4") + line("5")).getBytes(UTF_8);
    feed(file, bytes, CHUNK);

    List<Span> spans = new ArrayList<>();
    file.spans().forEach(spans::add);

    assertThat(spans).extracting(Span::name).containsExactly("n1", "n2", "n3", Spans.UNREADABLE);
    assertThat(spans.getLast().statusMessage())
        .isEqualTo("telemetry.jsonl: more than can be held, cut at line 2 (3 spans)");
  }

  @Test
  void a_key_that_stands_over_thousands_of_values_costs_its_span_alone() {
    String values =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"key\":\"" + i + "\",\"value\":{\"intValue\":1}}")
            .collect(Collectors.joining(","));
    String large =
        of(
            "{\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\","
                + "\"attributes\":[{\"key\":\""
                + "k".repeat(1 << 20)
                + "\",\"value\":{\"kvlistValue\":{\"values\":["
                + values
                + "]}}}]}");

    List<Span> spans = spans(line("1") + large + line("2"));

    assertThat(spans).extracting(Span::name).containsExactly("n1", "n2", Spans.UNREADABLE);
    assertThat(spans.getLast().statusMessage())
        .isEqualTo(
            "telemetry.jsonl: 1 line can't be read, first line 2: a span that takes too much memory"
                + " to be read");
  }

  @Test
  void odd_values_are_survived() {
    List<Span> spans =
        spans(
            of(
                "{\"traceId\":\"%s\",\"spanId\":\"b7ad6b7169203331\",\"name\":null,\"kind\":99,"
                        .formatted(TRACE)
                    + "\"startTimeUnixNano\":\"18446744073709551615\",\"endTimeUnixNano\":0,"
                    + "\"status\":[],\"events\":{},\"links\":7,\"attributes\":["
                    + "{\"key\":\"a\",\"value\":{\"stringValue\":\"\\ud800\"}},"
                    + "{\"key\":\"big\",\"value\":{\"intValue\":\"99999999999999999999\"}},"
                    + "{\"key\":\"a\",\"value\":{\"doubleValue\":\"-Infinity\"}},7,[8]]}"));

    Span span = spans.getFirst();
    assertThat(span.name()).isEmpty();
    assertThat(span.kind()).isEqualTo("unspecified");
    assertThat(span.startNanos()).isEqualTo(Span.MISSING);
    assertThat(span.durationNanos()).isEqualTo(Span.MISSING);
    assertThat(span.status()).isEqualTo("unset");
    assertThat(span.attributes())
        .containsExactlyInAnyOrder(
            new Value("a", Value.Type.FLOAT, "-Infinity", Double.NEGATIVE_INFINITY),
            new Value("big", Value.Type.STRING, "99999999999999999999", null));
  }

  @Test
  void telemetry_is_read_with_the_run_and_never_refuses_it() throws IOException {
    Path whole = Folders.folder(root.resolve("a"), "config_snapshot.json", Folders.META);
    Folders.folder(whole, "telemetry.jsonl", line("1", "2"));
    Path broken = Folders.folder(root.resolve("b"), "config_snapshot.json", Folders.META);
    Folders.folder(broken, "telemetry.jsonl", line("1") + "{\"resourceSpans\":[");

    assertThat(Folders.run(whole).spans()).extracting(Span::name).containsExactly("n1", "n2");
    assertThat(Folders.run(broken).spans())
        .extracting(Span::name)
        .containsExactly("n1", Spans.UNREADABLE);
  }

  @Test
  void spans_of_equal_files_are_equal() {
    Spans first = read(OURS.getBytes(UTF_8), CHUNK);

    assertThat(first).isEqualTo(read(OURS.getBytes(UTF_8), 10));
    assertThat(first).hasSameHashCodeAs(read(OURS.getBytes(UTF_8), 10));
    assertThat(first).isNotEqualTo(read(line("1").getBytes(UTF_8), CHUNK));
    assertThat(first).isNotEqualTo(Spans.NONE);
  }

  @Test
  void many_spans_take_little_memory() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      file.writeBytes(OURS.repeat(100).getBytes(UTF_8));
    }

    Spans spans = read(file.toByteArray(), 1 << 18);

    assertThat(spans.size()).isEqualTo(10_000);
    assertThat(spans.iterator().next()).isEqualTo(spans(OURS).getFirst());
    int count = 0;
    for (Span span : spans) {
      assertThat(Objects.requireNonNull(span.traceId())).isEqualTo(TRACE);
      count++;
    }
    assertThat(count).isEqualTo(10_000);
  }

  private static String span(String id, String name) {
    return "{\"traceId\":\"%s\",\"spanId\":\"%s\",\"name\":\"%s\"}".formatted(TRACE, id, name);
  }

  private static String of(String spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}\n";
  }

  /** A line of spans whose names and ids come from these digits. */
  private static String line(String... digits) {
    List<String> spans = new ArrayList<>();
    for (String digit : digits) {
      spans.add(span("b7ad6b716920333" + digit, "n" + digit));
    }
    return of(String.join(",", spans));
  }

  private static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    read(text.getBytes(UTF_8), CHUNK).forEach(spans::add);
    return spans;
  }

  private static Spans read(byte[] bytes, int chunk) {
    TelemetryFile file = new TelemetryFile(HEAP);
    feed(file, bytes, chunk);
    return file.spans();
  }

  private static void feed(TelemetryFile file, byte[] bytes, int chunk) {
    for (int from = 0; from < bytes.length; from += chunk) {
      int count = Math.min(chunk, bytes.length - from);
      byte[] part = new byte[Math.max(chunk, count)];
      System.arraycopy(bytes, from, part, 0, count);
      assertThat(file.take(part, count, from + count == bytes.length)).isEqualTo(count);
    }
  }
}
