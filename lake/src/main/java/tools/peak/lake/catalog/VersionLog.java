package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of a lake, and what each of them did. */
public interface VersionLog {
  /**
   * A version.
   *
   * @param actor who made it; null where an older Peak did, which noted nobody
   * @param action what was done: the audit's word, else the version's own
   * @param added how many runs came; null where nobody counted: an older Peak, or another program
   * @param replaced how many runs came in the place of earlier ones of theirs; null likewise
   * @param removed how many runs went; null likewise
   */
  record Entry(
      long version,
      Instant committedAt,
      @Nullable String actor,
      String action,
      @Nullable Long added,
      @Nullable Long replaced,
      @Nullable Long removed) {}

  /** The newest versions, newest first. */
  List<Entry> newest(long limit);
}
