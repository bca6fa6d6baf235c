package tools.peak.cli.command.upkeep;

import picocli.CommandLine;

@CommandLine.Command(
    name = "maintain",
    description = "Looks after the lake's files. Nothing runs by itself.",
    subcommands = {CompactCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  peak maintain compact --dry-run", "  peak maintain compact"})
public final class MaintainCommand {}
