package tools.peak.cli.command.stack.verify;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether Grafana is well, has its datasources, and shows the dashboards that are shipped. */
public final class GrafanaChecks {
  /** uid → type. */
  private static final Map<String, String> DATASOURCES =
      Map.of("peak-prometheus", "prometheus", "peak-tempo", "tempo", "peak-loki", "loki");

  private GrafanaChecks() {}

  /**
   * The checks of this Grafana.
   *
   * @param dashboards the shipped ones, as JSON
   * @throws IOException where one of them is none
   */
  public static List<Check> of(URI grafana, List<String> dashboards) throws IOException {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("Grafana", "health", web -> health(web, grafana)));
    DATASOURCES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                checks.add(
                    new Check(
                        "Grafana",
                        "datasource " + one.getKey(),
                        web -> datasource(web, grafana, one.getKey(), one.getValue()))));
    for (String dashboard : dashboards) {
      JsonTree tree = JsonTree.of(dashboard);
      String uid = tree.at("uid").text();
      Set<String> panels = panels(tree);
      checks.add(
          new Check("Grafana", "dashboard " + uid, web -> dashboard(web, grafana, uid, panels)));
    }
    return checks;
  }

  private static Answer health(Web web, URI grafana) throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(grafana + "/api/health"));
    if (!reply.isGood()) {
      return SignalChecks.good(reply, "Grafana");
    }
    String database = JsonTree.of(reply.text()).at("database").text();
    return database.equals("ok")
        ? Answer.FOUND
        : new Answer.Missing(
            "its database is '" + database + "'", "its volume: peak stack logs grafana");
  }

  /**
   * A Viewer may not read a datasource's settings: then its type is in the page's, and it is asked.
   */
  private static Answer datasource(Web web, URI grafana, String uid, String type)
      throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(grafana + "/api/datasources/uid/" + uid));
    if (reply.status() == 401 || reply.status() == 403) {
      return asViewer(web, grafana, uid, type);
    }
    if (reply.status() == 404) {
      return notProvisioned("no datasource with this uid");
    }
    if (!reply.isGood()) {
      return SignalChecks.good(reply, "Grafana");
    }
    JsonTree tree = JsonTree.of(reply.text());
    if (!tree.at("uid").text().equals(uid) || !tree.at("type").text().equals(type)) {
      return notProvisioned("it is a '" + tree.at("type").text() + "', not a " + type);
    }
    return tree.at("url").text().isEmpty() ? notProvisioned("it has no url") : Answer.FOUND;
  }

  private static Answer asViewer(Web web, URI grafana, String uid, String type)
      throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(grafana + "/api/frontend/settings"));
    if (!reply.isGood()) {
      return SignalChecks.good(reply, "Grafana");
    }
    boolean isThere =
        JsonTree.of(reply.text()).at("datasources").children().stream()
            .anyMatch(
                one -> one.at("uid").text().equals(uid) && one.at("type").text().equals(type));
    if (!isThere) {
      return notProvisioned("no datasource of type " + type + " with this uid");
    }
    Web.Reply asked = web.get(URI.create(grafana + "/api/datasources/uid/" + uid + "/health"));
    if (asked.isGood()) {
      return Answer.FOUND;
    }
    return new Answer.Missing(
        "Grafana's own question to it: HTTP " + asked.status(),
        "Grafana does not reach its url: is that program up?");
  }

  private static Answer.Missing notProvisioned(String why) {
    return new Answer.Missing(
        why, "grafana/datasources is not mounted, or one file is refused: peak stack logs grafana");
  }

  private static Answer dashboard(Web web, URI grafana, String uid, Set<String> panels)
      throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(grafana + "/api/dashboards/uid/" + uid));
    if (!reply.isGood() && reply.status() != 404) {
      return SignalChecks.good(reply, "Grafana");
    }
    Set<String> missing = new TreeSet<>(panels);
    if (reply.isGood()) {
      missing.removeAll(panels(JsonTree.of(reply.text()).at("dashboard")));
    }
    return missing.isEmpty()
        ? Answer.FOUND
        : new Answer.Missing(
            missing.size() + " of " + panels.size() + " panels are not there",
            "grafana/dashboards is not mounted, or of another version: peak stack logs grafana");
  }

  private static Set<String> panels(JsonTree dashboard) {
    Set<String> titles = new TreeSet<>();
    dashboard.at("panels").children().forEach(panel -> titles.add(panel.at("title").text()));
    return titles;
  }
}
