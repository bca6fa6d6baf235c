package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.ChosenRuns;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.Drawdown;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "drawdowns",
    description = {
      "The deepest drawdowns of runs: first point below a peak, deepest point, last point before"
          + " the",
      "peak was reached again (or the curve's last); depth as a fraction, length in days."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak drawdowns latest --top 3",
      "  peak drawdowns --where \"strategy = 'macd'\" --top 1 --format csv"
    })
public final class DrawdownsCommand implements Command {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("run_id", ColumnType.TEXT),
          new Column("start", ColumnType.TIMESTAMP),
          new Column("valley", ColumnType.TIMESTAMP),
          new Column("end", ColumnType.TIMESTAMP),
          new Column("depth", ColumnType.DOUBLE),
          new Column("days", ColumnType.LONG),
          new Column("recovered", ColumnType.BOOLEAN));

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "At most so many of a run (default: ${DEFAULT-VALUE}).")
  int top;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    if (top < 1) {
      throw CommandFailed.wrongUsage("--top wants 1 or more");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      Curves curves = ChosenCurves.read(invocation, lake, runs, asOf.time());
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (Curve curve : curves.curves()) {
        Drawdown.of(curve).stream().limit(top).forEach(one -> rows.add(row(curve.runId(), one)));
      }
      formatting.print(
          invocation,
          new Result(curves.snapshot(), COLUMNS, rows, false, Optional.empty()),
          FormatOption.TABLE
              .measuring(name -> name.equals("depth") ? "drawdown" : name)
              .keeping(Set.of("depth", "days")::contains));
    }
    return Exit.DONE;
  }

  private static List<@Nullable Object> row(String runId, Drawdown one) {
    return List.of(
        runId, one.start(), one.valley(), one.end(), one.depth(), one.days(), one.recovered());
  }
}
