package tools.peak.runner.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.live.journal.JournalFolder;
import tools.peak.runner.live.journal.LastWord;

/** Makes the run folders of sessions whose process ended before it could. */
public final class Recovery {
  private Recovery() {}

  /** What became of a journal. */
  public enum Outcome {
    RECOVERED,
    /** Its session is over and has its run folder. */
    DONE_BEFORE,
    /** Its process still runs: it is left alone. */
    RUNNING,
    FAILED
  }

  /**
   * A journal that was looked at.
   *
   * @param folder the run folder, where there is one
   * @param points of equity in a recovered one
   * @param failure why it could not be done, or null
   */
  public record Recovered(
      JournalFolder journal,
      Outcome outcome,
      @Nullable Path folder,
      long points,
      @Nullable String failure) {}

  /** Looks at all journals in {@code results}, or at the one that it is. */
  public static List<Recovered> of(Path results) throws IOException {
    List<Recovered> recovered = new ArrayList<>();
    for (JournalFolder journal : JournalFolder.in(results)) {
      recovered.add(one(journal));
    }
    return recovered;
  }

  private static Recovered one(JournalFolder journal) {
    try (JournalFolder.Hold hold = journal.hold()) {
      if (hold == null) {
        return new Recovered(journal, Outcome.RUNNING, null, 0, null);
      }
      LastWord last = LastWord.held(journal);
      Path folder = journal.path().resolveSibling(last.header().folder());
      if (last.done()) {
        return new Recovered(journal, Outcome.DONE_BEFORE, folder, 0, null);
      }
      Evidence evidence = Evidence.write(journal);
      return new Recovered(journal, Outcome.RECOVERED, evidence.folder(), evidence.points(), null);
    } catch (IOException | RuntimeException e) {
      return new Recovered(journal, Outcome.FAILED, null, 0, e.getMessage());
    }
  }
}
