package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.Set;

/** Runs that no rule and no deletion may take, and no ingest replace, until they are released. */
public interface Holds {
  Set<String> all();

  /** Those of the runs that are held. */
  Set<String> of(Collection<String> runIds);

  /** Holds within a transaction. */
  interface Update extends Holds {
    /**
     * Holds runs; one that is held already gets the new reason.
     *
     * @param by who says so
     */
    void add(Collection<String> runIds, String reason, String by);

    /**
     * Releases runs.
     *
     * @return how many of them were held
     */
    int release(Collection<String> runIds);
  }
}
