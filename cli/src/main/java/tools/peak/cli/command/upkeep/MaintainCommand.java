package tools.peak.cli.command.upkeep;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Format;
import tools.peak.cli.output.RowWriter;
import tools.peak.lake.Lake;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.UpkeepStep;

@CommandLine.Command(
    name = "maintain",
    description = {
      "Says what is worth doing for the lake's files, and in which order; it changes nothing.",
      "Each step shows its plan, and does it with --apply. Nothing is done by itself."
    },
    subcommands = {CompactCommand.class, MaintainExpireCommand.class, MaintainOrphansCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak maintain",
      "  peak maintain compact",
      "  peak maintain expire",
      "  peak maintain expire --older-than 7d --apply",
      "  peak maintain orphans --apply"
    })
public final class MaintainCommand implements Command {
  static final String VERSIONS_OLDER_THAN = "30d";
  static final String VERSIONS_KEPT = "10";
  static final String FILES_OLDER_THAN = "3d";

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      List<UpkeepStep> steps =
          lake.upkeep()
              .steps(
                  Age.parse(VERSIONS_OLDER_THAN).orElseThrow(),
                  Integer.parseInt(VERSIONS_KEPT),
                  Age.parse(FILES_OLDER_THAN).orElseThrow());
      RowWriter rows =
          (invocation.json() ? Format.JSON : Format.TABLE)
              .open(
                  invocation.output(),
                  Long.toString(lake.version()),
                  List.of("step", "versions", "files", "bytes", "command"));
      for (UpkeepStep step : steps) {
        rows.row(
            new ArrayList<>(
                List.of(
                    step.name(),
                    step.versions(),
                    step.files(),
                    step.bytes(),
                    step.isWorthIt() ? "peak maintain " + step.name() : "")));
      }
      rows.end(false, "");
    }
    return Exit.DONE;
  }
}
