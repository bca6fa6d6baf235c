package tools.peak.cli.command.look;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
import tools.peak.cli.command.RunNames;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.statistics.Quantiles;
import tools.peak.lake.trade.RoundTrip;
import tools.peak.lake.trade.RoundTrips;
import tools.peak.lake.trade.TradeStats;

@CommandLine.Command(
    name = "trades",
    description = {
      "The trades of runs, as they were written. With --stats a row a run: the distribution of its",
      "round trips' profits, win rate, payoff, streaks, fees, and the share of time in the market."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak trades latest",
      "  peak trades --where \"strategy = 'macd'\" --stats --format csv",
      "  peak trades exp_42 --format parquet > trades.parquet"
    })
public final class TradesCommand implements Command {
  private static final long AT_A_GLANCE = 1_000;
  private static final String TELLING =
      "run_id, entry_time, exit_time, symbol, side, quantity, entry_price, exit_price, pnl,"
          + " pnl_ratio, exit_reason";

  @Mixin ChosenRuns runs = new ChosenRuns();

  @Option(names = "--stats", description = "In place of trades: what they say as a whole.")
  boolean stats;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many rows (at a terminal 1000, else all).")
  @Nullable Long limit;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    FormatOption.Kind kind = formatting.kind(invocation);
    if (stats && limit != null) {
      throw CommandFailed.wrongUsage("--limit is for trades, not for --stats");
    }
    try (Lake lake = Lake.open(invocation.lake())) {
      AsOf version = AsOfOption.pinned(lake, asOf.time());
      List<String> ids = runs.ids(lake, version);
      if (stats) {
        formatting.print(invocation, stats(lake, version, ids));
      } else {
        TableQuery trades = question(lake, version, ids, formatting.isGlance(invocation));
        formatting.answer(invocation, kind, trades::stream, trades::writeParquet);
      }
    }
    return Exit.DONE;
  }

  private TableQuery question(Lake lake, AsOf version, List<String> ids, boolean isGlance) {
    String chosen =
        ids.stream().map(RunNames::text).collect(Collectors.joining(", ", "run_id in (", ")"));
    TableQuery trades = lake.trades().where(chosen).orderBy("run_id, trade_seq").asOf(version);
    if (isGlance) {
      trades = trades.columns(TELLING);
    }
    Long most = limit == null && isGlance ? Long.valueOf(AT_A_GLANCE) : limit;
    return most == null ? trades : trades.limit(most);
  }

  private static Result stats(Lake lake, AsOf version, List<String> ids) {
    RoundTrips trips = RoundTrips.read(lake.trades().asOf(version), ids);
    Curves curves = Curves.read(lake.equity().asOf(version), ids);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    curves
        .curves()
        .forEach(
            curve -> {
              List<RoundTrip> own = trips.byRun().getOrDefault(curve.runId(), List.of());
              rows.add(
                  row(
                      curve.runId(),
                      own,
                      trips.fills().getOrDefault(curve.runId(), 0L),
                      TradeStats.exposure(own, curve)));
            });
    return new Result(trips.snapshot(), COLUMNS, rows, false, Optional.empty());
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("run_id", ColumnType.TEXT),
          new Column("round_trips", ColumnType.LONG),
          new Column("fills", ColumnType.LONG),
          new Column("not_finite", ColumnType.LONG),
          new Column("win_rate", ColumnType.DOUBLE),
          new Column("total", ColumnType.DOUBLE),
          new Column("mean", ColumnType.DOUBLE),
          new Column("min", ColumnType.DOUBLE),
          new Column("p5", ColumnType.DOUBLE),
          new Column("p25", ColumnType.DOUBLE),
          new Column("median", ColumnType.DOUBLE),
          new Column("p75", ColumnType.DOUBLE),
          new Column("p95", ColumnType.DOUBLE),
          new Column("max", ColumnType.DOUBLE),
          new Column("payoff", ColumnType.DOUBLE),
          new Column("profit_factor", ColumnType.DOUBLE),
          new Column("win_streak", ColumnType.LONG),
          new Column("loss_streak", ColumnType.LONG),
          new Column("fees", ColumnType.DOUBLE),
          new Column("mean_hours", ColumnType.DOUBLE),
          new Column("exposure", ColumnType.DOUBLE));

  private static List<@Nullable Object> row(
      String run, List<RoundTrip> trips, long fills, double exposure) {
    TradeStats stats = TradeStats.of(trips);
    double[] sorted =
        trips.stream().mapToDouble(RoundTrip::pnl).filter(Double::isFinite).sorted().toArray();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(run);
    row.add((long) trips.size());
    row.add(fills);
    row.add(stats.leftOut());
    row.add(stats.winRate());
    row.add(stats.total());
    row.add(stats.mean());
    for (double share : new double[] {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1}) {
      row.add(Quantiles.of(sorted, share));
    }
    row.add(stats.payoff());
    row.add(stats.profitFactor());
    row.add(stats.winStreak());
    row.add(stats.lossStreak());
    row.add(stats.fees());
    row.add(stats.meanHours());
    row.add(exposure);
    return row;
  }
}
