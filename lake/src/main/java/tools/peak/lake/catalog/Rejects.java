package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;

/** The folders that were refused and why: one row a folder and reason, gone when mended. */
public interface Rejects {
  /** A folder that was refused in this pass. */
  record Reject(String path, @Nullable String runId, List<Problem> problems) {}

  /** The folders that are refused as of now. */
  Set<String> paths();

  /** How many of the folders are refused for something that was not known before. */
  int countNew(Collection<Reject> rejects);

  /** The rejects within a transaction. */
  interface Update extends Rejects {
    /**
     * Records what was refused.
     *
     * @return how many of the folders were refused for something that was not known before
     */
    int record(Collection<Reject> rejects);

    /** Clears those of the folders that were refused before. */
    void clear(Set<String> paths);
  }
}
