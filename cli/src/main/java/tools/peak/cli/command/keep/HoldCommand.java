package tools.peak.cli.command.keep;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Actor;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "hold",
    description = {
      "A held run survives every rule and every delete, and no ingest replaces it,",
      "until it is released."
    },
    subcommands = {HoldCommand.Add.class, HoldCommand.Remove.class, HoldCommand.ListHolds.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak hold add exp_42 --reason \"audit 2026\"",
      "  peak hold add --where \"stage = 'live'\" --reason regulator",
      "  peak hold list",
      "  peak hold remove exp_42"
    })
public final class HoldCommand {
  @CommandLine.Command(
      name = "add",
      description = "Holds runs.",
      footerHeading = "%nExamples:%n",
      footer = "  peak hold add exp_42 --reason \"audit 2026\"")
  static final class Add implements Command {
    @Mixin ChosenRuns chosen = new ChosenRuns();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    String reason = "";

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        List<String> runs = chosen.ids(lake);
        lake.retention().hold(runs, reason, Actor.current().name());
        told(invocation, lake, "held", runs.size());
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "remove",
      description = "Releases runs.",
      footerHeading = "%nExamples:%n",
      footer = "  peak hold remove exp_42")
  static final class Remove implements Command {
    @Mixin ChosenRuns chosen = new ChosenRuns();

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        told(invocation, lake, "released", lake.retention().release(chosen.ids(lake)));
      }
      return Exit.DONE;
    }
  }

  @CommandLine.Command(
      name = "list",
      description = "Lists what is held, by whom and why.",
      footerHeading = "%nExamples:%n",
      footer = "  peak hold list")
  static final class ListHolds implements Command {
    @Mixin AsOfOption asOf = new AsOfOption();

    @Mixin FormatOption formatting = new FormatOption();

    @Override
    public int run(Invocation invocation) {
      try (Lake lake = Lake.open(invocation.lake())) {
        formatting.print(invocation, lake.holds(asOf.time()));
      }
      return Exit.DONE;
    }
  }

  private static void told(Invocation invocation, Lake lake, String what, int runs) {
    if (invocation.json()) {
      new Counts()
          .with("runs", runs)
          .with("snapshot", Long.toString(lake.version()))
          .print(invocation);
    } else {
      invocation
          .output()
          .line(String.format(Locale.ROOT, runs == 1 ? "%,d run %s" : "%,d runs %s", runs, what));
    }
  }
}
