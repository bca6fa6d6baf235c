package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeVersion;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/**
 * The one place where a lake changes: it holds where each table stands, the index of runs, and the
 * small tables. A change of any number of tables is one transaction, and a version of the lake.
 * Safe for several threads, and for several processes that have the same lake open.
 *
 * <p>An implementation passes {@code CatalogContract}. None of its methods throws anything but
 * {@link LakeException} for what its storage refuses.
 */
public interface Catalog extends AutoCloseable {
  /** What lies where in the lake's folder. */
  LakeFolder folder();

  /** The newest version. */
  LakeVersion current();

  /** A version by its number, with the newest metadata; empty where there was none. */
  Optional<LakeVersion> version(long number);

  /** The version that was in force at an instant; empty before the lake's first. */
  Optional<LakeVersion> versionAt(Instant instant);

  /** The small tables as they were at a version; their rows are read when somebody asks. */
  List<StateTable> state(LakeVersion version);

  /**
   * The partitions of a table that hold all rows of some runs at a version; empty unless the index
   * speaks of just that version and knows each of them.
   */
  Set<Partition> partitions(LakeTable table, Collection<String> runIds, long version);

  /** Reads any amount of the catalog as of one moment. Writers go on meanwhile. */
  <T> T read(Function<CatalogMoment, T> reading);

  /**
   * Changes the lake: one writer at a time, all or nothing. If the work moved a pointer or changed
   * a small table, a new version of the lake is in force when this returns {@link
   * Commit.Committed}.
   *
   * @param operation what is done, such as {@code ingest}
   * @throws RuntimeException if the work threw it, or an {@link Error} came up before the commit:
   *     whatever is thrown, the lake is as before, and files that were written for the change may
   *     be deleted
   */
  <T> Commit<T> write(String operation, Function<CatalogTransaction, T> work);

  /**
   * The same for changes that leave nothing to clean up.
   *
   * @throws LakeException if the change was not made, or nobody knows whether it was
   */
  default <T> T change(String operation, Function<CatalogTransaction, T> work) {
    return write(operation, work).orElseThrow();
  }

  /** Who reads which version. */
  Leases leases();

  /**
   * Overwrites what was deleted, so that no byte of the catalog's files holds it any more.
   *
   * @return whether that is so; not while somebody reads the catalog, or for want of room
   */
  boolean scrub();

  /**
   * Gives a lake that an older Peak made what came since. Its versions until then have none of the
   * newer tables, which reads like empty ones.
   */
  void upgrade();

  /**
   * Does nothing while it is open.
   *
   * @throws LakeException with {@link LakeException.Code#CLOSED}, as all that is asked of it does
   *     after {@link #close}
   */
  void requireOpen();

  @Override
  void close();
}
