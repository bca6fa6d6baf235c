package tools.peak.runner.metrics;

import java.util.ArrayList;
import java.util.List;
import tools.peak.evidence.Stat;
import tools.peak.evidence.curve.CurveMetrics;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.Simulation;

/**
 * The metrics of a run under the Evidence Chain's names. {@link CurveMetrics} and {@link
 * TradeMetrics} define most of them; those that need both are defined here, C being the initial
 * cash:
 *
 * <ul>
 *   <li>{@code exposure}: bars at whose close a position was held over all bars, from 0 to 1;
 *   <li>{@code turnover}: value bought and sold over the mean of the curve, not annualised;
 *   <li>{@code net_return}: {@code total_return};
 *   <li>{@code fee_drag}: {@code total_fees} / C; {@code slippage_impact}: what slippage took / C;
 *   <li>{@code gross_return}: {@code net_return + fee_drag + slippage_impact}, the profit of the
 *       same fills without costs, as upstream defines it;
 *   <li>{@code filled_orders}: all of {@code total_orders}; {@code rejected_orders} and {@code
 *       blocked_trades}: 0 of a backtest, since its market takes every order.
 * </ul>
 */
public final class RunMetrics {
  private RunMetrics() {}

  /** All metrics, always the same ones in the same order. */
  public static List<Stat> of(Bars bars, Simulation simulation) {
    CurveMetrics curve =
        new CurveMetrics(simulation.equity(), bars.micros(bars.size() - 1) - bars.micros(0));
    TradeMetrics trades = new TradeMetrics(simulation.trades());
    return of(
        curve,
        trades,
        (double) simulation.barsHeld() / simulation.size(),
        new Orders(trades.orders(), trades.orders(), 0, 0));
  }

  /** What became of the orders of a run: how many were sent, and of those filled and rejected. */
  public record Orders(long total, long filled, long rejected, long blocked) {}

  /**
   * The same of a run that is no simulation over bars that are all there.
   *
   * @param exposure points at which a position was held over all points, from 0 to 1
   */
  public static List<Stat> of(
      CurveMetrics curve, TradeMetrics trades, double exposure, Orders orders) {
    double feeDrag = trades.fees() / curve.firstEquity();
    double slippageImpact = trades.slippage() / curve.firstEquity();
    List<Stat> stats = new ArrayList<>();
    add(stats, "total_return", curve.totalReturn());
    add(stats, "max_drawdown", curve.maxDrawdown());
    add(stats, "cagr", curve.cagr());
    add(stats, "sharpe", curve.sharpe());
    add(stats, "total_trades", trades.total());
    add(stats, "win_rate", trades.winRate());
    add(stats, "profit_factor", trades.profitFactor());
    add(stats, "sortino", curve.sortino());
    add(stats, "calmar", curve.calmar());
    add(stats, "volatility", curve.volatility());
    add(stats, "ulcer_index", curve.ulcerIndex());
    add(stats, "recovery_factor", curve.recoveryFactor());
    add(stats, "gross_return", curve.totalReturn() + feeDrag + slippageImpact);
    add(stats, "net_return", curve.totalReturn());
    add(stats, "total_fees", trades.fees());
    add(stats, "fee_drag", feeDrag);
    add(stats, "slippage_impact", slippageImpact);
    add(stats, "winning_trades", trades.winning());
    add(stats, "losing_trades", trades.losing());
    add(stats, "avg_win", trades.averageWin());
    add(stats, "avg_loss", trades.averageLoss());
    add(stats, "expectancy", trades.expectancy());
    add(stats, "exposure", exposure);
    add(stats, "turnover", trades.tradedValue() / curve.meanEquity());
    add(stats, "total_orders", (double) orders.total());
    add(stats, "filled_orders", (double) orders.filled());
    add(stats, "rejected_orders", (double) orders.rejected());
    add(stats, "blocked_trades", (double) orders.blocked());
    add(stats, "periods_per_year", curve.periodsPerYear());
    return List.copyOf(stats);
  }

  private static void add(List<Stat> stats, String metric, double value) {
    // A sum of nothing may be −0.0, which would only puzzle readers.
    stats.add(new Stat(metric, value + 0.0, null));
  }
}
