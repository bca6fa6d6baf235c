package tools.peak.runner.sweep;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.artifact.ConfigDigest;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.simulation.Simulation;
import tools.peak.runner.strategy.Strategy;

/**
 * By what it is told whether two runs are of the same code and data. Two of them whose {@link
 * #configSha256} is the same, too, give the same result.
 *
 * @param gitSha the commit that the current folder is at, if it is in a repository
 * @param gitDirty whether files that git knows were changed since; null where nobody can say
 * @param version of Peak
 * @param dataSha256 the bars' {@link Bars#sha256}
 */
public record RunIdentity(
    @Nullable String gitSha, @Nullable Boolean gitDirty, String version, String dataSha256) {

  /** Of what would be run in the current folder. */
  public static RunIdentity here(Bars bars) {
    Path folder = Path.of("");
    String sha = GitHead.sha(folder).orElse(null);
    return new RunIdentity(
        sha,
        sha == null ? null : GitChanges.in(folder).orElse(null),
        PeakVersion.read(),
        bars.sha256());
  }

  /** {@link ConfigDigest} of strategy, parameters and costs. */
  public static String configSha256(Strategy strategy, CostModel costs) {
    return ConfigDigest.of(strategy.kind().text(), strategy.params(), effective(costs));
  }

  /** The costs as a run's meta has them. */
  static Map<String, Object> effective(CostModel model) {
    Map<String, Object> costs = new LinkedHashMap<>();
    costs.put("fee_bps", model.feeBps());
    costs.put("slippage_bps", model.slippageBps());
    costs.put("initial_cash", Simulation.INITIAL_CASH);
    costs.put("sizing", "all_in");
    costs.put("execution", "next_open");
    return costs;
  }
}
