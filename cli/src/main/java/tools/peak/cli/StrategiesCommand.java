package tools.peak.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "strategies",
    description = "What is known of strategies beside their runs: tier, category, owner, …",
    subcommands = StrategiesCommand.Load.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak strategies load tiers.toml",
      "  peak sql \"SELECT r.run_id, s.tier FROM runs r LEFT JOIN strategies s USING (strategy)\""
    })
final class StrategiesCommand {
  @CommandLine.Command(
      name = "load",
      description = "Loads a TOML file with a table [strategy.NAME] for each strategy.",
      footerHeading = "%nExamples:%n",
      footer = "  peak strategies load tiers.toml")
  static final class Load implements Command {
    @Parameters(paramLabel = "FILE", description = "The TOML file.")
    Path file = Path.of("");

    @Override
    public int run(Invocation session) {
      try (Lake lake = Lake.open(session.lake())) {
        int count = lake.loadStrategies(file);
        if (session.json()) {
          new Deed().with("loaded", count).print(session);
        } else {
          session.output().line("%,d strategies from %s".formatted(count, file));
        }
      }
      return Exit.DONE;
    }
  }
}
