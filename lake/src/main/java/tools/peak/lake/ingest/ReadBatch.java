package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import tools.peak.lake.catalog.Rejects.Refusal;

/**
 * Folders that were read and are to be loaded in one version.
 *
 * @param refusals those that can't be
 * @param mended those that were refused before and turned out to be no runs
 */
record ReadBatch(
    int number, List<Candidate> candidates, List<Refusal> refusals, List<String> mended) {

  ReadBatch(int number) {
    this(number, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  boolean isEmpty() {
    return candidates.isEmpty() && refusals.isEmpty() && mended.isEmpty();
  }
}
