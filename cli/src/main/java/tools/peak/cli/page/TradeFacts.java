package tools.peak.cli.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.peak.lake.curve.Curve;
import tools.peak.lake.trade.RoundTrip;
import tools.peak.lake.trade.TradeStats;

/** Figures of round trips, by name. */
final class TradeFacts {
  private TradeFacts() {}

  static Map<String, Object> of(TradeStats stats, List<RoundTrip> trips, Curve curve) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("round trips", stats.trades());
    if (stats.leftOut() > 0) {
      facts.put("without a profit", stats.leftOut());
    }
    facts.put("wins", stats.wins());
    facts.put("losses", stats.losses());
    facts.put("win rate", stats.winRate());
    facts.put("total", stats.total());
    facts.put("mean (expectancy)", stats.mean());
    facts.put("median", stats.median());
    facts.put("average win", stats.averageWin());
    facts.put("average loss", stats.averageLoss());
    facts.put("payoff ratio", stats.payoff());
    facts.put("profit factor", stats.profitFactor());
    facts.put("best", stats.best());
    facts.put("worst", stats.worst());
    facts.put("wins in a row", stats.winStreak());
    facts.put("losses in a row", stats.lossStreak());
    facts.put("fees", stats.fees());
    facts.put("mean hours held", stats.meanHours());
    facts.put("exposure", TradeStats.exposure(trips, curve));
    return facts;
  }
}
