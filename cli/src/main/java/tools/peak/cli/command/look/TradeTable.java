package tools.peak.cli.command.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.curve.Curves;
import tools.peak.lake.query.Result;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.statistics.Quantiles;
import tools.peak.lake.trade.RoundTrip;
import tools.peak.lake.trade.RoundTrips;
import tools.peak.lake.trade.TradeStats;

/** What the round trips of runs say, a row a run. */
public final class TradeTable {
  private TradeTable() {}

  /** Reads and reckons them; a run without trades has a row as well. */
  public static Result of(Lake lake, AsOf version, List<String> ids) {
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
