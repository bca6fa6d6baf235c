package tools.peak.evidence.folder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;

/** What came of reading a folder. */
public sealed interface Reading {

  /**
   * A run.
   *
   * @param notices what of it was not taken at its word, in the order in which it was found
   */
  record Loaded(Run run, List<Notice> notices) implements Reading {
    public Loaded {
      notices = List.copyOf(notices);
    }
  }

  /**
   * A folder that is a run's, or should be, but can't be taken.
   *
   * @param runId the run's name, if that much could be read
   * @param problems everything that is wrong, at least one
   */
  record Refused(@Nullable String runId, List<Problem> problems) implements Reading {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("refused for no reason");
      }
    }
  }

  /** Another tool's folder: its snapshot is an object without {@code meta}. Passed over. */
  record NotARun() implements Reading {}
}
