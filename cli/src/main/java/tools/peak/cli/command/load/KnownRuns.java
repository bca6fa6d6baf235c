package tools.peak.cli.command.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Rows;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.sweep.RunIdentity;

/** What the lake has of runs over the same bars by the same code. */
final class KnownRuns {
  private KnownRuns() {}

  /** Their configurations; none where there is no lake yet, or nobody can say what the code is. */
  static Set<String> configs(Invocation invocation, Bars bars) {
    RunIdentity identity = RunIdentity.here(bars);
    if (Boolean.TRUE.equals(identity.gitDirty())) {
      invocation
          .output()
          .notice("--skip-known: the code has changes that no commit has: nothing is left out");
      return Set.of();
    }
    try (Lake lake = Lake.open(invocation.lake());
        Rows rows = lake.runs().where(sameCodeAndData(identity)).columns("config_sha256").stream()) {
      Set<String> configs = new HashSet<>();
      for (List<@Nullable Object> row : rows) {
        configs.add(String.valueOf(row.getFirst()));
      }
      return configs;
    } catch (LakeException e) {
      if (e.code() == LakeException.Code.NO_LAKE) {
        invocation.output().notice("--skip-known: " + e.getMessage() + "; nothing is left out");
        return Set.of();
      }
      throw e;
    }
  }

  private static String sameCodeAndData(RunIdentity identity) {
    return "config_sha256 is not null and data_sha256 = '%s' and source_tool = 'peak' and source_version = '%s' and %s and (git_dirty is null or git_dirty = false)"
        .formatted(
            identity.dataSha256(),
            identity.version(),
            identity.gitSha() == null
                ? "git_sha is null"
                : "git_sha = '" + identity.gitSha() + "'");
  }
}
