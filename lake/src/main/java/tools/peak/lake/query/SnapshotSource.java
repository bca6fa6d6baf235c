package tools.peak.lake.query;

import tools.peak.lake.internal.Snapshot;

/** Finds the version of a lake that answers a question. */
@FunctionalInterface
public interface SnapshotSource {
  /**
   * The lake as it was.
   *
   * @throws tools.peak.lake.LakeException when there is no such version
   */
  Snapshot at(AsOf asOf);
}
