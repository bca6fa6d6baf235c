package tools.peak.runner.live;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.trade.BrokerOptions;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.Strategy;

/**
 * What a session is asked to do.
 *
 * @param symbol what the bars are of
 * @param speed of a replay; {@link Speed#MAX} where bars come by themselves
 * @param stake cash that an entry spends, fee included; null spends all
 * @param killFile ends the session when it appears
 * @param argv the command line, for the run's meta
 */
public record SessionRequest(
    Strategy strategy,
    String symbol,
    Speed speed,
    CostModel costs,
    BrokerOptions broker,
    RiskLimits limits,
    double initialCash,
    @Nullable Double stake,
    Path resultsDir,
    Path killFile,
    List<String> argv) {
  public SessionRequest {
    argv = List.copyOf(argv);
    if (!(initialCash > 0 && Double.isFinite(initialCash))) {
      throw new IllegalArgumentException("cash must be above zero, not " + initialCash);
    }
    if (stake != null && !(stake > 0 && Double.isFinite(stake))) {
      throw new IllegalArgumentException("a stake must be above zero, not " + stake);
    }
  }
}
