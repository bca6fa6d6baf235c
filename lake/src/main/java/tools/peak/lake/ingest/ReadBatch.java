package tools.peak.lake.ingest;

import java.util.ArrayList;
import java.util.List;
import tools.peak.lake.internal.catalog.Rejects.Refusal;

/** Folders that were read and are to be loaded in one version. */
record ReadBatch(int number, List<Candidate> candidates, List<Refusal> refusals) {

  ReadBatch(int number) {
    this(number, new ArrayList<>(), new ArrayList<>());
  }

  boolean isEmpty() {
    return candidates.isEmpty() && refusals.isEmpty();
  }
}
