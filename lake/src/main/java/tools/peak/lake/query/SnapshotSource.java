package tools.peak.lake.query;

import tools.peak.lake.AsOf;
import tools.peak.lake.query.plan.View;

/** Finds the version of a lake that answers a question. */
@FunctionalInterface
public interface SnapshotSource {
  /**
   * The lake as it was.
   *
   * @throws tools.peak.lake.LakeException when there is no such version
   */
  View at(AsOf asOf);
}
