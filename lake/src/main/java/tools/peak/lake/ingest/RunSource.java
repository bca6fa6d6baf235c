package tools.peak.lake.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;

/**
 * Where runs come from. Its items are found one after the other, known again by their fingerprints,
 * and read whole. Run folders are the first source; a tracking server's export would be another.
 */
public interface RunSource {

  /** Something that may be a run. */
  interface Item {
    /** Tells it from all other items of any source, such as a folder's absolute path. */
    String id();

    /** Equal for as long as nothing was changed: an item that is known by it is not read. */
    Fingerprint fingerprint();

    /** How much there is to read, in bytes. */
    long weight();

    /** Whether its writer has finished, as far as can be told without reading it. */
    boolean isComplete(Instant now, Duration settle);

    /**
     * Reads it. Whatever is wrong with it is in the answer, never thrown. Several threads may read
     * items of one source at once.
     *
     * @return empty if it changed while it was read: a later pass takes it
     */
    Optional<Reading> read();

    /** The tags that its tool gave it, to be asked after it was read; ours have none. */
    default Map<String, String> tags() {
      return Map.of();
    }

    /** The item as it is now; empty if it is gone. */
    Optional<Item> look();
  }

  /** Takes what is found, on the finding thread. */
  interface Visitor {
    void item(Item item) throws InterruptedException;

    /** A place that could not be looked into, and nothing below it; the search goes on. */
    void unreadable(String id, Problem problem) throws InterruptedException;
  }

  /** What was asked for, a line each. */
  String name();

  /**
   * Finds all items, once.
   *
   * @return how many places hold something, are no run, and lie in none
   * @throws InterruptedException if the visitor was interrupted
   */
  long find(Visitor visitor) throws InterruptedException;

  /** Whether {@link #find} has come by an item of that id, if there is one. */
  boolean covers(String id);

  /** Whether nothing is there any more of an item of that id; false where nobody can tell. */
  boolean isGone(String id);

  /**
   * What of the source is not there any more, if anything: then items that are gone mean nothing.
   */
  Optional<String> missing();
}
