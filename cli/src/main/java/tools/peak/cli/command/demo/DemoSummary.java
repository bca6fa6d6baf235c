package tools.peak.cli.command.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Counts;
import tools.peak.cli.command.RunNames;
import tools.peak.lake.Lake;
import tools.peak.lake.query.Result;

/**
 * What the demo's runs say, asked from the lake.
 *
 * @param runs all of them
 * @param losing those whose return after costs is below zero
 * @param losingByCosts those of them whose return before costs was above zero
 * @param strategies their average returns, the best first
 */
record DemoSummary(
    long runs, long losing, long losingByCosts, List<Strategy> strategies, List<Market> markets) {

  /**
   * One strategy.
   *
   * @param mean what its runs returned on average, a fraction
   */
  record Strategy(String name, double mean) {}

  /**
   * One market.
   *
   * @param held what buying and holding returned, a fraction
   * @param others runs of other strategies
   * @param better those of them that returned more
   */
  record Market(String symbol, double held, long others, long better) {}

  static DemoSummary of(Lake lake) {
    return new DemoSummary(
        lake.runs().count(),
        lake.runs().where("total_return < 0").count(),
        lake.runs().where("total_return < 0 and gross_return > 0").count(),
        strategies(lake),
        markets(lake));
  }

  private static List<Strategy> strategies(Lake lake) {
    List<Strategy> strategies = new ArrayList<>();
    Result means =
        lake.stats("total_return").by("strategy").agg("mean").orderBy("mean desc").fetch();
    for (List<@Nullable Object> row : means.rows()) {
      if (row.get(1) instanceof Double mean) {
        strategies.add(new Strategy(String.valueOf(row.get(0)), mean));
      }
    }
    return strategies;
  }

  long losingStrategies() {
    return strategies.stream().filter(strategy -> strategy.mean() < 0).count();
  }

  private static List<Market> markets(Lake lake) {
    List<Market> markets = new ArrayList<>();
    Result held =
        lake.stats("total_return")
            .by("symbol")
            .where("strategy = 'buy_and_hold'")
            .agg("mean")
            .fetch();
    for (List<@Nullable Object> row : held.rows()) {
      if (row.get(0) instanceof String symbol && row.get(1) instanceof Double mean) {
        String others = "strategy <> 'buy_and_hold' and symbol = " + RunNames.text(symbol);
        markets.add(
            new Market(
                symbol,
                mean,
                lake.runs().where(others).count(),
                lake.runs().where(others).where("total_return > " + mean).count()));
      }
    }
    return markets;
  }

  Counts counts() {
    return new Counts()
        .with("runs", runs)
        .with("losing", losing)
        .with("losing_by_costs", losingByCosts)
        .with("strategies", (long) strategies.size())
        .with("losing_strategies", losingStrategies());
  }
}
