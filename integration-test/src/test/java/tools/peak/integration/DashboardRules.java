package tools.peak.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of every dashboard; each breach is a line. */
final class DashboardRules {
  private static final Map<String, String> DATASOURCES =
      Map.of("peak-prometheus", "prometheus", "peak-tempo", "tempo", "peak-loki", "loki");

  /** Grafana's own, that no dashboard declares. */
  private static final Set<String> GLOBAL = Set.of("__rate_interval", "__range", "__interval");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
  private static final Pattern RATE = Pattern.compile("\\b(?:i?rate|increase)\\(.*?\\[([^]]+)]");
  private static final Pattern METRIC =
      Pattern.compile("\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\\s*\\{");
  private static final int COLUMNS = 24;

  private final Set<String> known;
  private final Set<String> uids;
  private final TelemetryQueries queries;
  private final List<String> breaches = new ArrayList<>();

  DashboardRules(Set<String> known, Set<String> uids, TelemetryQueries queries) {
    this.known = known;
    this.uids = uids;
    this.queries = queries;
  }

  /**
   * The names in Prometheus of the metrics in the reference, which a test holds to what is sent.
   */
  static Set<String> reference() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern row =
        Pattern.compile("\\| `([a-z_.0-9]+)` \\| ([a-z-]+(?: counter)?) \\| ([^ ]+) \\|.*");
    for (String line : Files.readAllLines(Path.of("..", "docs", "reference", "metrics.md"))) {
      Matcher matcher = row.matcher(line);
      if (matcher.matches()) {
        String unit =
            switch (matcher.group(3)) {
              case "s" -> "_seconds";
              case "By" -> "_bytes";
              default -> "";
            };
        String name = matcher.group(1).replace('.', '_') + unit;
        switch (matcher.group(2)) {
          case "counter" -> names.add(name + "_total");
          case "histogram" ->
              List.of("_bucket", "_sum", "_count").forEach(end -> names.add(name + end));
          default -> names.add(name);
        }
      }
    }
    // Tempo's own, of the spans it takes: no program of ours sends it.
    names.add("traces_spanmetrics_calls_total");
    return names;
  }

  List<String> breaches(Dashboard dashboard) {
    breaches.clear();
    top(dashboard);
    Set<String> variables = new HashSet<>(GLOBAL);
    for (JsonNode variable : dashboard.variables()) {
      variables.add(variable.path("name").asText());
      if (variable.path("type").asText().equals("query")) {
        datasource(dashboard, "variable " + variable.path("name").asText(), variable);
      }
    }
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      String name = "panel '" + panel.path("title").asText() + "'";
      rule(ids.add(panel.path("id").asInt()), dashboard, name + " has another's id");
      place(dashboard, name, panel.path("gridPos"), cells);
      if (!panel.path("type").asText().equals("row")) {
        panel(dashboard, name, panel, variables);
      }
    }
    return List.copyOf(breaches);
  }

  private void top(Dashboard dashboard) {
    rule(!dashboard.uid().isEmpty(), dashboard, "has no uid");
    rule(dashboard.json().path("id").isNull(), dashboard, "has an id, which Grafana gives");
    for (String field : List.of("title", "description")) {
      rule(!dashboard.json().path(field).asText().isEmpty(), dashboard, "has no " + field);
    }
    for (JsonNode link : dashboard.json().path("links")) {
      String url = link.path("url").asText();
      rule(
          url.startsWith("/d/") && uids.contains(url.substring("/d/".length())),
          dashboard,
          "links to " + url);
    }
  }

  private void panel(Dashboard dashboard, String name, JsonNode panel, Set<String> variables) {
    rule(!panel.path("title").asText().isEmpty(), dashboard, name + " has no title");
    rule(!panel.path("description").asText().isEmpty(), dashboard, name + " has no description");
    JsonNode defaults = panel.at("/fieldConfig/defaults");
    rule(!defaults.path("unit").asText().isEmpty(), dashboard, name + " has no unit");
    rule(
        !defaults.path("noValue").asText().isEmpty(),
        dashboard,
        name + " says nothing where there are no data");
    datasource(dashboard, name, panel);
    rule(panel.path("targets").size() > 0, dashboard, name + " asks nothing");
    for (JsonNode target : panel.path("targets")) {
      datasource(dashboard, name, target);
      String text = target.path("expr").asText() + target.path("query").asText();
      rule(!text.isEmpty(), dashboard, name + " asks an empty question");
      for (Matcher used = VARIABLE.matcher(text); used.find(); ) {
        rule(variables.contains(used.group(1)), dashboard, name + " uses $" + used.group(1));
      }
      if (target.at("/datasource/type").asText().equals("prometheus")) {
        promql(dashboard, name, text);
      } else {
        boolean isOfLogs = target.at("/datasource/type").asText().equals("loki");
        for (String breach : isOfLogs ? queries.logQl(text) : queries.traceQl(text)) {
          rule(false, dashboard, name + ": " + breach);
        }
      }
    }
  }

  private void promql(Dashboard dashboard, String name, String text) {
    for (Matcher rate = RATE.matcher(text); rate.find(); ) {
      rule(
          rate.group(1).equals("$__rate_interval"),
          dashboard,
          name + " has a rate over " + rate.group(1));
    }
    for (Matcher metric = METRIC.matcher(text); metric.find(); ) {
      rule(
          known.contains(metric.group(1)),
          dashboard,
          name + " asks for " + metric.group(1) + ", which nobody sends");
    }
  }

  private void datasource(Dashboard dashboard, String name, JsonNode node) {
    String uid = node.at("/datasource/uid").asText();
    rule(
        node.at("/datasource/type").asText().equals(DATASOURCES.get(uid)),
        dashboard,
        name + " has the datasource '" + uid + "'");
  }

  private void place(Dashboard dashboard, String name, JsonNode grid, Set<String> cells) {
    int right = grid.path("x").asInt() + grid.path("w").asInt();
    rule(grid.path("w").asInt() > 0 && right <= COLUMNS, dashboard, name + " goes over the edge");
    for (int x = grid.path("x").asInt(); x < right; x++) {
      for (int y = 0; y < grid.path("h").asInt(); y++) {
        if (!cells.add(x + ":" + (grid.path("y").asInt() + y))) {
          breaches.add(dashboard.file() + ": " + name + " lies over another");
          return;
        }
      }
    }
  }

  private void rule(boolean holds, Dashboard dashboard, String breach) {
    if (!holds) {
      breaches.add(dashboard.file() + ": " + breach);
    }
  }
}
