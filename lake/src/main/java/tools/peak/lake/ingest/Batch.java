package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.peak.evidence.Problem;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.write.StagedRun;

/**
 * What was read and is to be loaded in one version.
 *
 * @param readBefore ids of those of the runs that were read before, as these or as other runs
 * @param rejects what can't be loaded
 * @param mended ids that were refused before and turned out to be no runs
 */
record Batch(
    List<StagedRun> runs, Set<String> readBefore, List<Reject> rejects, List<String> mended) {

  Batch() {
    this(new ArrayList<>(), new HashSet<>(), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * The same in two batches, for want of memory; a single run is refused.
   *
   * @param problem why
   */
  List<Batch> smaller(Problem problem) {
    if (runs.size() > 1) {
      int half = runs.size() / 2;
      return List.of(
          new Batch(runs.subList(0, half), readBefore, rejects, mended),
          new Batch(runs.subList(half, runs.size()), readBefore, List.of(), List.of()));
    }
    List<Reject> all = new ArrayList<>(rejects);
    for (StagedRun run : runs) {
      all.add(new Reject(run.sourcePath(), run.runId(), List.of(problem)));
    }
    return List.of(new Batch(List.of(), Set.of(), all, mended));
  }

  boolean isEmpty() {
    return runs.isEmpty() && rejects.isEmpty() && mended.isEmpty();
  }
}
