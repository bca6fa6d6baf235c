package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.Set;

/**
 * Who reads which version right now, in this process and in others. It needs only the right to
 * read, and the operating system ends a lease with its process. Other engines hold none.
 */
public interface Leases {
  /** The number of no version: who leases it reads all of them. */
  long ALL = 0;

  /** A version that is being read, until this is closed. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /** Versions that nobody reads, and that nobody begins to read until this is closed. */
  interface Exclusion extends AutoCloseable {
    /** Those of the versions that were asked for that nobody reads. */
    Set<Long> versions();

    @Override
    void close();
  }

  /**
   * Says that a version is being read. Whether it is still there is to be asked afterwards: it may
   * have expired just before.
   *
   * @param version a version, or {@link #ALL}
   */
  Lease read(long version);

  /**
   * Keeps readers from versions, as far as they have none now: it never waits. Ask within a change
   * of the catalog alone.
   */
  Exclusion exclude(Collection<Long> versions);
}
