package tools.peak.cli.command.load;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

@CommandLine.Command(
    name = "notices",
    description = "What of the loaded runs was not taken at its word, or was left out, and why.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak notices",
      "  peak notices s_macd",
      "  peak notices --code epoch_time,ambiguous_date",
      "  peak --json notices | jq -r '.rows[] | .run_id + \" \" + .code'"
    })
public final class NoticesCommand implements Command {
  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Only those of these runs.")
  Set<String> runs = Set.of();

  @Option(
      names = "--code",
      split = ",",
      paramLabel = "CODE",
      description = "Only those of these kinds.")
  Set<String> codes = Set.of();

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      Result all = lake.notices(asOf.time());
      List<List<@Nullable Object>> rows = all.rows().stream().filter(this::isAsked).toList();
      formatting.print(
          invocation,
          new Result(all.snapshot(), all.columns(), rows, false, all.next()),
          FormatOption.TABLE.wrapping());
    }
    return Exit.DONE;
  }

  private boolean isAsked(List<@Nullable Object> notice) {
    return (runs.isEmpty() || runs.contains(String.valueOf(notice.get(0))))
        && (codes.isEmpty() || codes.contains(String.valueOf(notice.get(2))));
  }
}
