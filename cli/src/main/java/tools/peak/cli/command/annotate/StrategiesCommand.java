package tools.peak.cli.command.annotate;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "strategies",
    description = "What is known of strategies beside their runs: tier, category, owner and more.",
    subcommands = StrategiesCommand.Load.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak strategies load tiers.toml",
      "  peak sql \"SELECT r.run_id, s.tier FROM runs r LEFT JOIN strategies s USING (strategy)\""
    })
public final class StrategiesCommand {
  @CommandLine.Command(
      name = "load",
      description = "Loads a TOML file with a table [strategy.NAME] for each strategy.",
      footerHeading = "%nExamples:%n",
      footer = "  peak strategies load tiers.toml")
  static final class Load implements Command {
    @Parameters(paramLabel = "FILE", description = "The TOML file.")
    Path file = Path.of("");

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        int count = lake.loadStrategies(file);
        if (invocation.json()) {
          new Counts().with("loaded", count).print(invocation);
        } else {
          invocation
              .output()
              .line(
                  Visible.line(String.format(Locale.ROOT, "%,d strategies from %s", count, file)));
        }
      }
      return Exit.DONE;
    }
  }
}
