package tools.peak.cli.command.annotate;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.list.Listing;
import tools.peak.cli.output.Visible;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Inventory;

@CommandLine.Command(
    name = "strategies",
    description = {
      "The strategies of runs: how many runs and symbols each has, from when to when, tier,"
          + " category, aliases.",
      "(peak strategies load FILE says what is known of strategies beside their runs.)"
    },
    subcommands = StrategiesCommand.Load.class,
    synopsisSubcommandLabel = "[load FILE]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak strategies",
      "  peak strategies load tiers.toml",
      "  peak sql \"SELECT r.run_id, s.tier FROM runs r LEFT JOIN strategies s USING (strategy)\""
    })
public final class StrategiesCommand implements Command {
  @Mixin Listing list = new Listing();

  @Override
  public int run(Invocation invocation) {
    list.print(invocation, Inventory::strategies);
    return Exit.DONE;
  }

  @CommandLine.Command(
      name = "load",
      description = {
        "Loads a TOML file with a table [strategy.NAME] for each strategy. Runs of its aliases",
        "(aliases = [\"old_name\"]) count under NAME from then on."
      },
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
                  Visible.line(
                      String.format(
                          Locale.ROOT,
                          "%,d %s from %s",
                          count,
                          count == 1 ? "strategy" : "strategies",
                          file)));
        }
      }
      return Exit.DONE;
    }
  }
}
