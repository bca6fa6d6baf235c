package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.peak.evidence.Notice;
import tools.peak.evidence.NoticeCode;

/** What of the lake's runs was not taken at its word: replaced with the run, gone with it. */
public interface RunNotices {
  /**
   * How many notices a run has.
   *
   * @param all of any code
   * @param notRead those of files that are not read
   */
  record Count(long all, long notRead) {
    public static final Count NONE = new Count(0, 0);

    public static Count of(List<Notice> notices) {
      return new Count(
          notices.size(),
          notices.stream()
              .filter(notice -> notice.code().equals(NoticeCode.NOT_READ.text()))
              .count());
    }
  }

  /** How many notices there are as of now of runs that were read from a folder, by its path. */
  Map<String, Count> countsByPath();

  /** The notices within a transaction. */
  interface Update extends RunNotices {
    /** Puts notices in the place of those that each of the runs had; none for an empty list. */
    void put(Map<String, List<Notice>> byRun);

    /** Gives runs the notices back that they had at a version. */
    void restore(Collection<String> runIds, long version);
  }
}
