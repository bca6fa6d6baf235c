package tools.peak.cli.command.ask;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.lake.Lake;

@CommandLine.Command(
    name = "equity",
    description = {
      "Points of the equity curves of chosen runs, or of all, as the runs wrote them. At a terminal"
          + " it",
      "shows 20 of them; with --json or --format all of them and all columns."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak equity latest",
      "  peak equity exp_42 --rows \"timestamp >= '2024-10'\" --format csv",
      "  peak equity --where \"sharpe > 2\" --format parquet > equity.parquet"
    })
public final class EquityCommand implements Command {
  private static final List<String> TELLING = List.of("run_id", "seq", "timestamp", "equity");

  @Mixin ChosenRows chosen = new ChosenRows();

  @Override
  public int run(Invocation invocation) throws IOException {
    try (Lakes.Opened opened = invocation.open()) {
      Lake lake = opened.lake();
      chosen.answer(invocation, lake, lake.equity(), TELLING);
    }
    return Exit.DONE;
  }
}
