package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of our own for TraceQL and LogQL, whose programs are not here to ask: brackets and quotes
 * close, and every name is one that the registry of spans has, or the stack's configuration.
 */
final class TelemetryQueries {
  private static final Pattern DOCUMENTED = Pattern.compile("\\| `([^`]+)` \\| ([a-z]+) \\|.*");
  private static final Pattern ATTRIBUTE = Pattern.compile("`([a-z_.]+)` [a-z]+");
  private static final Pattern SPAN_NAME =
      Pattern.compile("(?<![.\\w])name\\s*=~?\\s*\"([^\"]*)\"");
  private static final Pattern SCOPED = Pattern.compile("\\b(span|resource)\\.([a-z_.]+[a-z_])");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)\\s*(?:=~|!~|!=|=)");

  /** What every program of ours says of itself. */
  private static final Set<String> RESOURCE =
      Set.of("service.name", "service.version", "service.instance.id", "host.name");

  private final Set<String> names = new HashSet<>();
  private final Set<String> attributes = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private final Set<String> metadata =
      new HashSet<>(Set.of("trace_id", "span_id", "severity_text", "severity_number"));

  private TelemetryQueries() {}

  /** With the names of the registry, and Loki's labels of its configuration. */
  static TelemetryQueries ofRegistry() throws IOException {
    TelemetryQueries rules = new TelemetryQueries();
    for (String line : Files.readAllLines(Path.of("..", "docs", "reference", "spans.md"))) {
      Matcher row = DOCUMENTED.matcher(line);
      if (row.matches()) {
        rules.names.add(row.group(1));
        for (Matcher found = ATTRIBUTE.matcher(line); found.find(); ) {
          rules.attributes.add(found.group(1));
          rules.metadata.add(found.group(1).replace('.', '_'));
        }
      }
    }
    for (String line : Files.readAllLines(Path.of("..", "ops", "observability", "loki.yml"))) {
      Matcher list = Pattern.compile("\\s*attributes: \\[(.*)]").matcher(line);
      if (list.matches()) {
        for (String label : list.group(1).split(",\\s*", -1)) {
          rules.labels.add(label.replace('.', '_'));
        }
      }
    }
    return rules;
  }

  /** What is wrong with a query of Tempo. */
  List<String> traceQl(String query) {
    List<String> breaches = new ArrayList<>(brackets(query));
    for (Matcher name = SPAN_NAME.matcher(query); name.find(); ) {
      if (!names.contains(name.group(1))) {
        breaches.add("no span is called " + name.group(1));
      }
    }
    for (Matcher used = SCOPED.matcher(withoutTexts(query)); used.find(); ) {
      Set<String> known = used.group(1).equals("span") ? attributes : RESOURCE;
      if (!known.contains(used.group(2))) {
        breaches.add("no " + used.group(1) + " has " + used.group(2));
      }
    }
    if (!query.strip().startsWith("{")) {
      breaches.add("a query of traces begins with {");
    }
    return breaches;
  }

  /** What is wrong with a query of Loki: labels in the selector, structured metadata behind it. */
  List<String> logQl(String query) {
    List<String> breaches = new ArrayList<>(brackets(query));
    String plain = withoutTexts(query);
    int end = plain.indexOf('}');
    if (!plain.strip().startsWith("{") || end < 0) {
      breaches.add("a query of logs begins with a selector");
      return breaches;
    }
    unknown(plain.substring(0, end), labels, "is no index label of Loki's", breaches);
    unknown(plain.substring(end), metadata, "is no metadata of a log record", breaches);
    return breaches;
  }

  private static void unknown(String text, Set<String> known, String what, List<String> breaches) {
    for (Matcher label = LABEL.matcher(text); label.find(); ) {
      if (!known.contains(label.group(1))) {
        breaches.add(label.group(1) + " " + what);
      }
    }
  }

  private static String withoutTexts(String query) {
    return query.replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "\"\"");
  }

  private static List<String> brackets(String query) {
    String plain = withoutTexts(query.replaceAll("\\$\\{\\w+(:\\w+)?}", "x"));
    if (plain.replace("\"\"", "").indexOf('"') >= 0) {
      return List.of("a text does not end");
    }
    Deque<Character> open = new ArrayDeque<>();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      int pair = "({[".indexOf(c);
      int closed = ")}]".indexOf(c);
      if (pair >= 0) {
        open.push(")}]".charAt(pair));
      } else if (closed >= 0 && (open.isEmpty() || open.pop() != c)) {
        return List.of("a bracket too much: " + c);
      }
    }
    return open.isEmpty() ? List.of() : List.of("a bracket is not closed");
  }
}
