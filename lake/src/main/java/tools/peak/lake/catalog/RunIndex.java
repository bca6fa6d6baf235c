package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.lake.schema.Partition;

/** The index of runs: which are in the lake, from where, and which folders need no reading. */
public interface RunIndex {
  /** A run that the lake holds. */
  record Entry(String runId, String sourcePath, String digest, Partition partition) {}

  /** What a folder was when it was read last. */
  record Source(String path, Fingerprint fingerprint, String runId) {}

  /**
   * Gives every run of the index by run_id, in the order of its UTF-8 bytes, in memory that does
   * not grow with their number.
   */
  void forEach(Consumer<Entry> visitor);

  /** The first run_ids that begin so, in the order of their UTF-8 bytes. */
  List<String> beginningWith(String beginning, int most);

  /** The run of an id. */
  Optional<Entry> find(String runId);

  /** Those of the runs that the lake holds, by id. */
  Map<String, Entry> find(Collection<String> runIds);

  /** Those ids that are no run's. */
  Set<String> missing(Collection<String> runIds);

  /** What is known of those of the folders that were read before, by path. */
  Map<String, Source> sources(Collection<String> paths);

  /** The folders that a run was read from. */
  List<String> pathsOf(String runId);

  /** The digest of the telemetry that a run's spans were read from; empty if it had none. */
  Optional<String> telemetry(String runId);

  /** Whether a run of that id and content was purged. */
  boolean isPurged(String runId, String digest);

  /** The runs of which a policy kept nothing but their row. */
  Set<String> stripped();

  /** Whether anything was ever purged: most lakes need not ask for each run. */
  boolean hasTombstones();

  /** The index within a transaction. */
  interface Update extends RunIndex {
    /** Claims the ids for what was just written, or renews the claims of replaced runs. */
    void put(Collection<Entry> entries);

    /** Remembers folders, so that they are skipped while they stay as they are. */
    void remember(Collection<Source> sources);

    /** Remembers what runs' spans were read from: digests by run. */
    void putTelemetry(Map<String, String> digests);

    /** Remembers that a run's telemetry is gone, if it had any. */
    void forgetTelemetry(String runId);

    /** Forgets runs, and where they were read from. */
    void forget(Collection<Entry> entries);

    /**
     * Forgets runs that a policy deletes, and leaves a mark of each, so that the folder that still
     * lies there does not bring it back.
     */
    void purge(Collection<Entry> entries, Instant at);

    /** Remembers that nothing but their row is kept of runs. */
    void strip(Collection<String> runIds);

    /** Remembers that all is kept of runs again. */
    void fill(Collection<String> runIds);

    /** Forgets that these runs were purged, if they were. */
    void restore(Collection<Entry> entries);
  }
}
