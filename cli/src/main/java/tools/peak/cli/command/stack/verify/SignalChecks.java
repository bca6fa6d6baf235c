package tools.peak.cli.command.stack.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether a trace, a metric and a log get through the collector into the stores. */
public final class SignalChecks {
  private static final long AROUND = TimeUnit.HOURS.toNanos(1);
  private static final double HALF_A_MILLISECOND = 0.0005;

  private SignalChecks() {}

  public static List<Check> of(Addresses at, Signals sent) {
    return List.of(
        new Check("collector", "health", web -> good(web.get(at.health()), "collector")),
        new Check(
            "collector",
            "takes a trace",
            web -> taken(web, at.collector(), "/v1/traces", sent.trace(), sent.traceparent())),
        new Check(
            "collector",
            "takes a metric",
            web -> taken(web, at.collector(), "/v1/metrics", sent.metric(), Map.of())),
        new Check(
            "collector",
            "takes a log",
            web -> taken(web, at.collector(), "/v1/logs", sent.log(), Map.of())),
        new Check("Tempo", "has the trace", web -> trace(web, at.tempo(), sent)),
        new Check("Prometheus", "has the metric", web -> metric(web, at.prometheus(), sent)),
        new Check("Loki", "has the log", web -> log(web, at.loki(), sent)));
  }

  private static Answer taken(
      Web web, URI collector, String path, String json, Map<String, String> headers)
      throws IOException, InterruptedException {
    return good(web.post(URI.create(collector + path), json, headers), "collector");
  }

  private static Answer trace(Web web, URI tempo, Signals sent)
      throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(tempo + "/api/traces/" + sent.traceId()));
    if (reply.status() == 404) {
      return late("the trace is not there", "Tempo");
    }
    if (!reply.isGood()) {
      return good(reply, "Tempo");
    }
    return holds(JsonTree.of(reply.text()), sent.traceId()) && reply.text().contains(Signals.SPAN)
        ? Answer.FOUND
        : late("another trace than the one that was sent", "Tempo");
  }

  /** Whether this text is a value somewhere in it: the mark of our span. */
  private static boolean holds(JsonTree tree, String text) {
    return tree.text().equals(text)
        || tree.children().stream().anyMatch(child -> holds(child, text));
  }

  private static Answer metric(Web web, URI prometheus, Signals sent)
      throws IOException, InterruptedException {
    Web.Reply reply = web.get(URI.create(prometheus + "/api/v1/query?query=" + Signals.METRIC));
    if (!reply.isGood()) {
      return good(reply, "Prometheus");
    }
    List<JsonTree> series = JsonTree.of(reply.text()).at("data", "result").children();
    for (JsonTree one : series) {
      List<JsonTree> value = one.at("value").children();
      if (value.size() == 2 && isSent(value.getLast().text(), sent)) {
        return Answer.FOUND;
      }
    }
    return late(
        series.isEmpty() ? "no metric " + Signals.METRIC : "the metric has an older value",
        "Prometheus");
  }

  private static boolean isSent(String value, Signals sent) {
    try {
      return Math.abs(Double.parseDouble(value) - sent.value()) < HALF_A_MILLISECOND;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Answer log(Web web, URI loki, Signals sent)
      throws IOException, InterruptedException {
    String query =
        "{service_name=\"" + Signals.SERVICE + "\"} | trace_id=\"" + sent.traceId() + "\"";
    Web.Reply reply =
        web.get(
            URI.create(
                loki
                    + "/loki/api/v1/query_range?limit=1&query="
                    + URLEncoder.encode(query, UTF_8)
                    + "&start="
                    + (sent.nanos() - AROUND)
                    + "&end="
                    + (sent.nanos() + AROUND)));
    if (!reply.isGood()) {
      return good(reply, "Loki");
    }
    return JsonTree.of(reply.text()).at("data", "result").children().isEmpty()
        ? late("the log is not there", "Loki")
        : Answer.FOUND;
  }

  private static Answer.Missing late(String why, String program) {
    return new Answer.Missing(
        why,
        "the collector does not reach "
            + program
            + ", or its pipeline leaves it out: peak stack logs collector");
  }

  /** Found where the status says so; else what such a status means. */
  static Answer good(Web.Reply reply, String program) {
    if (reply.isGood()) {
      return Answer.FOUND;
    }
    String cause =
        switch (reply.status()) {
          case 401, 403 -> "it wants a login that verify does not have";
          case 404 -> "that is no " + program + ", or an older one: is the address right?";
          case 429, 503 -> "it is starting or overloaded: peak stack logs";
          default -> "peak stack logs says more";
        };
    return new Answer.Missing("HTTP " + reply.status(), cause);
  }
}
