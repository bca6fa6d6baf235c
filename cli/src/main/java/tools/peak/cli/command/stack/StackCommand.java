package tools.peak.cli.command.stack;

import picocli.CommandLine;

/** A group of commands. */
@CommandLine.Command(
    name = "stack",
    description = {
      "The observability stack: collector, Prometheus, Tempo, Loki and Grafana in containers.",
      "Needs docker or podman with compose. All ports are of this machine alone."
    },
    subcommands = {
      StackUpCommand.class,
      StackDownCommand.class,
      StackStatusCommand.class,
      StackLogsCommand.class,
      StackVerifyCommand.class,
      StackResetCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak stack up                       start it and wait until it is healthy",
      "  PEAK_TELEMETRY=stack peak live …    then open http://127.0.0.1:3000",
      "  peak stack verify                   does a trace, a metric, a log get through?",
      "  peak stack down                     stop it; the data stay"
    })
public final class StackCommand {}
