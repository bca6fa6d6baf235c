package tools.peak.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A shipped dashboard, as Grafana reads it. */
record Dashboard(String file, JsonNode json) {
  static final Path STACK = Path.of("..", "ops", "observability");

  static List<Dashboard> shipped() throws IOException {
    try (Stream<Path> files = Files.list(STACK.resolve("grafana").resolve("dashboards"))) {
      List<Dashboard> dashboards = new ArrayList<>();
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        dashboards.add(of(file.getFileName().toString(), Files.readString(file)));
      }
      return dashboards;
    }
  }

  static Dashboard of(String file, String text) throws IOException {
    return new Dashboard(file, new ObjectMapper().readTree(text));
  }

  String uid() {
    return json.path("uid").asText();
  }

  /** Rows too. */
  List<JsonNode> panels() {
    return json.path("panels").valueStream().toList();
  }

  List<JsonNode> drawn() {
    return panels().stream().filter(panel -> !panel.path("type").asText().equals("row")).toList();
  }

  List<JsonNode> variables() {
    return json.at("/templating/list").valueStream().toList();
  }

  /** Every question to Prometheus, with its variables. */
  List<String> promql() {
    return drawn().stream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .filter(target -> target.at("/datasource/type").asText().equals("prometheus"))
        .map(target -> target.path("expr").asText())
        .toList();
  }
}
