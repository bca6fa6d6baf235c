package tools.peak.cli.command.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.load.Quantities;
import tools.peak.cli.command.stack.verify.Addresses;
import tools.peak.cli.command.stack.verify.Answer;
import tools.peak.cli.command.stack.verify.Check;
import tools.peak.cli.command.stack.verify.GrafanaChecks;
import tools.peak.cli.command.stack.verify.Outcome;
import tools.peak.cli.command.stack.verify.Polling;
import tools.peak.cli.command.stack.verify.SignalChecks;
import tools.peak.cli.command.stack.verify.Signals;
import tools.peak.cli.command.stack.verify.Web;

@CommandLine.Command(
    name = "verify",
    description = {
      "Sends a trace, a metric and a log, and looks for them in Tempo, Prometheus and Loki;",
      "asks Grafana for its health, datasources and dashboards. Exit 0 only if all is found."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  peak stack verify", "  peak stack verify --tempo http://tempo:3200 --timeout 2m"})
final class StackVerifyCommand implements Command {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Option(
      names = "--collector",
      paramLabel = "URL",
      description = "Its OTLP over HTTP (default: ${DEFAULT-VALUE}).")
  URI collector = Addresses.OF_STACK.collector();

  @Option(
      names = "--collector-health",
      paramLabel = "URL",
      description = "Its health (default: port 13133 of --collector's host).")
  @Nullable URI health;

  @Option(names = "--tempo", paramLabel = "URL", description = "Default: ${DEFAULT-VALUE}.")
  URI tempo = Addresses.OF_STACK.tempo();

  @Option(names = "--prometheus", paramLabel = "URL", description = "Default: ${DEFAULT-VALUE}.")
  URI prometheus = Addresses.OF_STACK.prometheus();

  @Option(names = "--loki", paramLabel = "URL", description = "Default: ${DEFAULT-VALUE}.")
  URI loki = Addresses.OF_STACK.loki();

  @Option(names = "--grafana", paramLabel = "URL", description = "Default: ${DEFAULT-VALUE}.")
  URI grafana = Addresses.OF_STACK.grafana();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description = "How long to look for all (default: 60s).")
  Duration timeout = Duration.ofMinutes(1);

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Addresses at =
        new Addresses(
            address("--collector", collector),
            // Another collector than the stack's may have no health to ask: then it is not asked.
            address("--collector-health", health == null ? Addresses.OF_STACK.health() : health),
            address("--tempo", tempo),
            address("--prometheus", prometheus),
            address("--loki", loki),
            address("--grafana", grafana));
    List<Check> checks =
        new ArrayList<>(
            SignalChecks.of(at, Signals.of(new SecureRandom(), Clock.systemUTC().instant())));
    if (health == null && !collector.equals(Addresses.OF_STACK.collector())) {
      checks.removeIf(
          check -> check.program().equals("collector") && check.what().equals("health"));
    }
    checks.addAll(GrafanaChecks.of(at.grafana(), dashboards()));
    List<Outcome> outcomes;
    try (Web web = new Web()) {
      outcomes = new Polling(PAUSE).run(web, checks, timeout);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    outcomes.forEach(outcome -> rows.add(row(outcome)));
    StackTable.print(
        invocation, List.of("program", "check", "works", "seconds", "last_error", "cause"), rows);
    long missing = outcomes.stream().filter(outcome -> !outcome.isFound()).count();
    if (missing > 0) {
      invocation
          .output()
          .notice(
              String.format(
                  Locale.ROOT,
                  "peak stack verify: %d of %d checks failed within %d s",
                  missing,
                  outcomes.size(),
                  timeout.toSeconds()));
    }
    return missing == 0 ? Exit.DONE : Exit.FAILED;
  }

  private static List<@Nullable Object> row(Outcome outcome) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(outcome.check().program());
    row.add(outcome.check().what());
    row.add(outcome.isFound());
    row.add(Math.round(outcome.seconds() * 10) / 10.0);
    switch (outcome.answer()) {
      case Answer.Found _ -> {
        row.add(null);
        row.add(null);
      }
      case Answer.Missing(String why, String cause) -> {
        row.add(why);
        row.add(cause);
      }
    }
    return row;
  }

  private static URI address(String option, URI uri) {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw CommandFailed.wrongUsage(
          option + " takes an address such as http://127.0.0.1:3200, not '" + uri + "'");
    }
    return URI.create(uri.toString().replaceFirst("/+$", ""));
  }

  private static List<String> dashboards() throws IOException {
    Path folder = StackFolder.composeFile().resolveSibling("grafana").resolve("dashboards");
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
