package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import tools.peak.lake.catalog.Rejects.Reject;
import tools.peak.lake.write.StagedRun;

/**
 * What was read and is to be loaded in one version.
 *
 * @param rejects what can't be loaded
 * @param mended ids that were refused before and turned out to be no runs
 */
record Batch(List<StagedRun> runs, List<Reject> rejects, List<String> mended) {

  Batch() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  boolean isEmpty() {
    return runs.isEmpty() && rejects.isEmpty() && mended.isEmpty();
  }
}
