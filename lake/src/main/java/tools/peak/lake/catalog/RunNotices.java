package tools.peak.lake.catalog;

import java.util.List;
import java.util.Map;
import tools.peak.evidence.Notice;

/** What of the lake's runs was not taken at its word: replaced with the run, gone with it. */
public interface RunNotices {
  /** How many notices there are as of now of runs that were read from a folder, by its path. */
  Map<String, Long> countsByPath();

  /** The notices within a transaction. */
  interface Update extends RunNotices {
    /** Puts notices in the place of those that each of the runs had; none for an empty list. */
    void put(Map<String, List<Notice>> byRun);
  }
}
