package tools.peak.cli.command.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.load.Quantities;
import tools.peak.cli.command.stack.verify.Addresses;
import tools.peak.cli.command.stack.verify.Outcome;

@CommandLine.Command(
    name = "up",
    description = "Starts the stack, waits until it is healthy, and says where it is.",
    footerHeading = "%nExamples:%n",
    footer = "  peak stack up")
final class StackUpCommand implements Command {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Quantities.OfTime.class,
      description = "How long to wait for its health, once it is started (default: 180s).")
  Duration timeout = Duration.ofMinutes(3);

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers containers = Containers.find(StackFolder.composeFile());
    containers.composed(invocation.output()::notice, List.of("up", "-d"));
    List<Outcome> health = Health.within(timeout);
    if (!health.stream().allMatch(Outcome::isFound)) {
      StackTable.print(invocation, Health.COLUMNS, Health.rows(health));
      throw CommandFailed.failed(
          "not all of the stack is healthy: peak stack logs says why; another program may have the port");
    }
    if (invocation.json()) {
      StackTable.print(invocation, Health.COLUMNS, Health.rows(health));
      return Exit.DONE;
    }
    invocation.output().line("the stack is up: " + Addresses.OF_STACK.grafana());
    invocation.output().line("  export PEAK_TELEMETRY=stack");
    invocation
        .output()
        .line(
            "  export OTEL_EXPORTER_OTLP_ENDPOINT="
                + Addresses.OF_STACK.collector()
                + "   # other programs");
    return Exit.DONE;
  }
}
