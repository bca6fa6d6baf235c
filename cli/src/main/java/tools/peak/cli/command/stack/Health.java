package tools.peak.cli.command.stack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.stack.verify.Addresses;
import tools.peak.cli.command.stack.verify.Answer;
import tools.peak.cli.command.stack.verify.Check;
import tools.peak.cli.command.stack.verify.Outcome;
import tools.peak.cli.command.stack.verify.Polling;
import tools.peak.cli.command.stack.verify.Web;

/**
 * Whether the stack's programs are ready, asked from outside: the collector's image has no program
 * that could ask from within.
 */
final class Health {
  static final List<String> COLUMNS =
      List.of("program", "address", "works", "seconds", "last_error", "cause");

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Health() {}

  static List<Outcome> within(Duration patience) throws InterruptedException {
    Addresses at = Addresses.OF_STACK;
    List<Check> checks =
        List.of(
            ready("collector", at.health()),
            ready("Prometheus", URI.create(at.prometheus() + "/-/ready")),
            ready("Tempo", URI.create(at.tempo() + "/ready")),
            ready("Loki", URI.create(at.loki() + "/ready")),
            ready("Grafana", URI.create(at.grafana() + "/api/health")));
    try (Web web = new Web()) {
      return new Polling(PAUSE).run(web, checks, patience);
    }
  }

  private static Check ready(String program, URI uri) {
    return new Check(program, uri.toString(), web -> answer(web, uri));
  }

  private static Answer answer(Web web, URI uri) throws IOException, InterruptedException {
    Web.Reply reply = web.get(uri);
    return reply.isGood()
        ? Answer.FOUND
        : new Answer.Missing("HTTP " + reply.status(), "it is starting; else peak stack logs");
  }

  static List<List<@Nullable Object>> rows(List<Outcome> outcomes) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(outcome.check().program());
      row.add(outcome.check().what());
      row.add(outcome.isFound());
      row.add(Math.round(outcome.seconds() * 10) / 10.0);
      row.add(outcome.answer() instanceof Answer.Missing missing ? missing.why() : null);
      row.add(outcome.answer() instanceof Answer.Missing missing ? missing.cause() : null);
      rows.add(row);
    }
    return rows;
  }
}
