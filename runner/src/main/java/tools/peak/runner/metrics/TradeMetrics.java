package tools.peak.runner.metrics;

import java.util.List;
import tools.peak.runner.simulation.RoundTrip;

/**
 * What the trades say. A trade wins if its profit after costs is above zero and loses if it is
 * below. Where a definition divides by zero, IEEE 754 decides: without any trade a rate or mean is
 * NaN, with wins but no loss the profit factor is infinite. Money is in the currency of the prices.
 */
public final class TradeMetrics {
  private final int trades;
  private final int winning;
  private final int losing;
  private final double won;
  private final double lost;
  private final double fees;
  private final double slippage;
  private final double tradedValue;

  public TradeMetrics(List<RoundTrip> trades) {
    int winning = 0;
    int losing = 0;
    double won = 0;
    double lost = 0;
    double fees = 0;
    double slippage = 0;
    double tradedValue = 0;
    for (RoundTrip trade : trades) {
      double pnl = trade.pnl();
      winning += pnl > 0 ? 1 : 0;
      losing += pnl < 0 ? 1 : 0;
      won += Math.max(pnl, 0);
      lost += Math.min(pnl, 0);
      fees += trade.fee();
      slippage += trade.slippage();
      tradedValue += trade.tradedValue();
    }
    this.trades = trades.size();
    this.winning = winning;
    this.losing = losing;
    this.won = won;
    this.lost = lost;
    this.fees = fees;
    this.slippage = slippage;
    this.tradedValue = tradedValue;
  }

  /** Round trips, the one closed at the end of the data included. */
  public int total() {
    return trades;
  }

  /** Trades with a profit; as ta4j's NumberOfWinningPositionsCriterion. */
  public int winning() {
    return winning;
  }

  /** Trades with a loss; as ta4j's NumberOfLosingPositionsCriterion. */
  public int losing() {
    return losing;
  }

  /** Winning over all trades, from 0 to 1; as ta4j's PositionsRatioCriterion. */
  public double winRate() {
    return (double) winning / trades;
  }

  /** The sum of all profits over the sum of all losses, without its sign. */
  public double profitFactor() {
    return won / Math.abs(lost);
  }

  /** Mean profit of a winning trade, ≥ 0; as ta4j's AverageProfitCriterion of unequal stakes. */
  public double averageWin() {
    return won / winning;
  }

  /** Mean loss of a losing trade, ≤ 0; as ta4j's AverageLossCriterion of unequal stakes. */
  public double averageLoss() {
    return lost / losing;
  }

  /** Mean profit of a trade. */
  public double expectancy() {
    return (won + lost) / trades;
  }

  /** Buys and sells that were asked for: two a trade. */
  public int orders() {
    return 2 * trades;
  }

  /** Fees of all fills. */
  public double fees() {
    return fees;
  }

  /** What slippage took, over all fills. */
  public double slippage() {
    return slippage;
  }

  /** The value bought and sold. */
  double tradedValue() {
    return tradedValue;
  }
}
