package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import tools.peak.cli.command.LowerCase;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.curve.PeriodReturn;
import tools.peak.lake.curve.RollingWindow;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.filter.Grain;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "returns",
    description = {
      "Returns of runs by period, as fractions: the last point of a period over the last one before",
      "it. At a terminal, months stand in a matrix of years. A period without a point has no row."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak returns latest                                    months and years of the newest run",
      "  peak returns --where \"strategy = 'macd'\" --every year --format csv",
      "  peak returns exp_42 --rolling 63 --format csv          Sharpe and volatility of the last 63 returns"
    })
public final class ReturnsCommand implements Command {
  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(
      names = "--every",
      paramLabel = "day|week|month|quarter|year",
      converter = Grains.class,
      description = "How long a period is (default: month).")
  @Nullable Grain every;

  @Option(
      names = "--rolling",
      paramLabel = "N",
      description =
          "In place of periods: Sharpe and volatility of the last N returns at each point, by the"
              + " curve's own periods a year.")
  @Nullable Integer rolling;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    if (rolling != null && (rolling < 2 || every != null)) {
      throw CommandFailed.wrongUsage("--rolling wants 2 returns or more, and no --every");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      Curves curves = ChosenCurves.read(invocation, lake, runs, asOf.time());
      if (rolling != null) {
        formatting.print(invocation, rolling(curves, rolling));
      } else if (formatting.isGlance(invocation) && (every == null || every == Grain.MONTH)) {
        MonthMatrix.print(invocation.output(), curves);
      } else {
        formatting.print(invocation, periods(curves, every == null ? Grain.MONTH : every));
      }
    }
    return Exit.DONE;
  }

  private static Result periods(Curves curves, Grain every) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Curve curve : curves.curves()) {
      for (PeriodReturn period : PeriodReturn.of(curve, every)) {
        rows.add(List.of(curve.runId(), period.period(), period.value()));
      }
    }
    return new Result(
        curves.snapshot(),
        List.of(
            new Column("run_id", ColumnType.TEXT),
            new Column("period", ColumnType.TEXT),
            new Column("return", ColumnType.DOUBLE)),
        rows,
        false,
        Optional.empty());
  }

  private static Result rolling(Curves curves, int returns) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Curve curve : curves.curves()) {
      for (RollingWindow window : RollingWindow.of(curve, returns)) {
        rows.add(List.of(curve.runId(), window.end(), window.sharpe(), window.volatility()));
      }
    }
    return new Result(
        curves.snapshot(),
        List.of(
            new Column("run_id", ColumnType.TEXT),
            new Column("timestamp", ColumnType.TIMESTAMP),
            new Column("sharpe", ColumnType.DOUBLE),
            new Column("volatility", ColumnType.DOUBLE)),
        rows,
        false,
        Optional.empty());
  }

  /** Reads the option in small letters. */
  static final class Grains extends LowerCase<Grain> {
    Grains() {
      super(Grain.class);
    }
  }
}
