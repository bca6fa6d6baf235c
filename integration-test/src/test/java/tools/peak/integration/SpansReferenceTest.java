package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.otlp.Received;

/** The reference of spans, their events and log records against what the commands really send. */
class SpansReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "spans.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| ([a-z]+) \\| ([^|]*) \\| ([^|]*) \\| [^|]+ \\|");
  private static final Pattern ATTRIBUTE = Pattern.compile("`([^`]+)` ([a-z]+)");

  @TempDir Path scratch;

  /**
   * What something bears.
   *
   * @param always attributes with their types
   * @param sometimes likewise
   */
  private record Row(String kind, Set<String> always, Set<String> sometimes) {}

  private static Map<String, Row> documented() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(REFERENCE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(
            row.group(1),
            new Row(row.group(2), attributes(row.group(3)), attributes(row.group(4))));
      }
    }
    return rows;
  }

  private static Set<String> attributes(String cell) {
    return ATTRIBUTE
        .matcher(cell)
        .results()
        .map(attribute -> attribute.group(1) + " " + attribute.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> attributes(List<KeyValue> sent) {
    return sent.stream()
        .map(attribute -> attribute.getKey() + " " + type(attribute.getValue()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String type(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> "string";
      case BOOL_VALUE -> "boolean";
      case INT_VALUE -> "int";
      case DOUBLE_VALUE -> "double";
      case ARRAY_VALUE -> "array";
      case KVLIST_VALUE -> "map";
      case BYTES_VALUE -> "bytes";
      default -> "empty";
    };
  }

  private static void add(Map<String, Row> rows, String name, String kind, Set<String> attributes) {
    Row row = rows.get(name);
    if (row == null) {
      rows.put(name, new Row(kind, new TreeSet<>(attributes), new TreeSet<>()));
      return;
    }
    Set<String> all = new HashSet<>(row.always());
    all.addAll(attributes);
    row.always().retainAll(attributes);
    all.removeAll(row.always());
    row.sometimes().addAll(all);
  }

  private static Map<String, Row> sent(Received received) {
    Map<String, Row> rows = new TreeMap<>();
    for (Span span : received.spans()) {
      String kind = span.getKind().name().replace("SPAN_KIND_", "").toLowerCase(Locale.ROOT);
      add(rows, span.getName(), kind, attributes(span.getAttributesList()));
      for (Span.Event event : span.getEventsList()) {
        add(rows, event.getName(), "event", attributes(event.getAttributesList()));
      }
    }
    for (LogRecord log : received.logs()) {
      String name = log.getBody().getStringValue();
      add(rows, name, "log", attributes(log.getAttributesList()));
    }
    return rows;
  }

  @Test
  void what_is_sent_stands_in_the_reference_and_nothing_else() throws Exception {
    Map<String, Row> sent = sent(new SentTelemetry(scratch).received());
    Map<String, Row> documented = documented();
    String seen =
        sent.entrySet().stream()
            .map(
                row ->
                    "| `%s` | %s | %s | %s | … |"
                        .formatted(
                            row.getKey(),
                            row.getValue().kind(),
                            cell(row.getValue().always()),
                            cell(row.getValue().sometimes())))
            .collect(Collectors.joining("\n"));
    assertThat(documented.keySet()).as("sent:%n%s", seen).isEqualTo(sent.keySet());
    sent.forEach(
        (name, row) -> {
          Row told = Objects.requireNonNull(documented.get(name));
          Set<String> known = new TreeSet<>(told.always());
          known.addAll(told.sometimes());
          Set<String> all = new TreeSet<>(row.always());
          all.addAll(row.sometimes());
          assertThat(row.kind()).as(name).isEqualTo(told.kind());
          assertThat(known).as("%s; sent:%n%s", name, seen).containsAll(all);
          assertThat(row.always()).as("%s; sent:%n%s", name, seen).containsAll(told.always());
        });
  }

  private static String cell(Set<String> attributes) {
    return attributes.stream()
        .map(attribute -> "`" + attribute.replace(" ", "` "))
        .collect(Collectors.joining(", "));
  }
}
