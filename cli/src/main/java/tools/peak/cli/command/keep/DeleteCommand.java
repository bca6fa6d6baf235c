package tools.peak.cli.command.keep;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.RetentionPlan;

@CommandLine.Command(
    name = "delete",
    description = {
      "Plans to delete runs from the lake; their folders stay where they are.",
      "The plan is shown, and done by peak retention apply; with --yes at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak delete exp_42 --reason \"wrong data\"",
      "  peak delete --where \"strategy = 'old' and sharpe < 0\" --yes",
      "  peak undo"
    })
public final class DeleteCommand implements Command {
  @Mixin ChosenRuns chosen = new ChosenRuns();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who ask later.")
  String reason = "";

  @Option(names = "--yes", description = "Delete at once.")
  boolean yes;

  @Option(names = "--all", description = "It may be every run of the lake.")
  boolean all;

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      RetentionPlan plan = lake.retention().planDelete(chosen.idsToDelete(lake), reason, all);
      if (yes) {
        Deeds.apply(invocation, lake, plan.id());
      } else {
        new PlanReport(plan).print(invocation, false);
      }
    }
    return Exit.DONE;
  }
}
