package tools.peak.runner.strategy;

import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Position;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnNextOpenModel;

/**
 * When a strategy is in the market: ta4j's {@link BarSeriesManager} decides at each close and acts
 * at the next bar's open ({@link TradeOnNextOpenModel}), so that no decision knows its own price. A
 * signal on the last bar has no next open and comes to nothing. Costs do not matter here.
 *
 * @param holdings in time, none overlapping another
 */
public record StrategySignals(List<Holding> holdings) {
  public StrategySignals {
    holdings = List.copyOf(holdings);
  }

  /**
   * From the open of one bar to the open of another.
   *
   * @param entryBar the bar at whose open it begins
   * @param exitBar the bar at whose open it ends, after {@code entryBar}; {@link #OPEN} if it never
   *     does
   */
  public record Holding(int entryBar, int exitBar) {
    /** The exit of a holding that lasts past the end of the data. */
    public static final int OPEN = -1;

    public boolean isOpen() {
      return exitBar == OPEN;
    }
  }

  /** The signals of a strategy over a market. */
  public static StrategySignals of(Strategy strategy, Market market) {
    BarSeries series = market.series();
    TradingRecord record =
        new BarSeriesManager(series, new TradeOnNextOpenModel()).run(Rules.of(strategy, market));
    List<Holding> holdings = new ArrayList<>(record.getPositionCount() + 1);
    for (Position position : record.getPositions()) {
      holdings.add(new Holding(position.getEntry().getIndex(), position.getExit().getIndex()));
    }
    if (record.getCurrentPosition().isOpened()) {
      holdings.add(new Holding(record.getCurrentPosition().getEntry().getIndex(), Holding.OPEN));
    }
    return new StrategySignals(holdings);
  }
}
