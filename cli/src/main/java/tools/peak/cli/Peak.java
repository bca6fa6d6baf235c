package tools.peak.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.peak.cli.command.Interrupts;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.output.CommandOutput;
import tools.peak.lake.Actor;

/** The options that may stand before or after any command. */
@CommandLine.Command(
    name = "peak",
    description = "The run lake for trading research: loads run folders, answers questions.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak demo                          see the whole road on real market data",
      "  peak ingest results                load run folders into ./lake",
      "  peak query --where \"sharpe > 2\"    ask for runs",
      "  peak COMMAND --help                options and examples of a command"
    })
final class Peak {
  /** Read before all others: telemetry begins before the command. */
  static final String STACK = "--stack";

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The lake's folder (default: $PEAK_LAKE, else ./lake).")
  @Nullable Path lake;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Who does it, for the audit (default: $PEAK_ACTOR, else user@host).")
  @Nullable String actor;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document, for scripts.")
  boolean json;

  @Option(
      names = STACK,
      scope = ScopeType.INHERIT,
      description = "Send telemetry to the stack of peak stack, as PEAK_TELEMETRY=stack does.")
  boolean stack;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  /** What is wrong with these options; null if nothing is. */
  @Nullable String complaint() {
    if (actor != null && actor.isBlank()) {
      return "--actor '' names nobody";
    }
    if (lake == null) {
      return null;
    }
    String name = lake.toString();
    if (name.isEmpty()) {
      return "--lake '' names no folder";
    }
    return name.matches("[a-z][a-z0-9+.-]+:/.*")
        ? "--lake takes a folder's path, not an address such as " + name
        : null;
  }

  /** Who does what is done. */
  Actor actor(Map<String, String> env) {
    return actor == null ? Actor.of(env) : Actor.named(actor);
  }

  Invocation invocation(
      String[] arguments,
      CommandOutput output,
      Map<String, String> env,
      Interrupts interrupts,
      Lakes lakes) {
    String named = env.getOrDefault("PEAK_LAKE", "");
    Path folder = lake != null ? lake : Path.of(named.isEmpty() ? "lake" : named);
    return new Invocation(List.of(arguments), output, interrupts, folder, lakes, json, verbose);
  }
}
