package tools.peak.lake.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeVersion;
import tools.peak.storage.Location;

/** The versions of a lake that can be read, and what became of those that no longer can. */
public interface History {
  /**
   * A version that can be read.
   *
   * @param until when the next one took its place; null of the newest
   */
  record InForce(LakeVersion version, @Nullable Instant until) {}

  /** All that can be read, oldest first, with the newest metadata. */
  List<InForce> readable();

  /** Whether a version can be read. */
  boolean isReadable(long version);

  /** The version that was in force at an instant, whether it can be read or not. */
  Optional<Long> at(Instant instant);

  /** The version since which one is gone; empty for one that is there, or never was. */
  Optional<Long> expiredBy(long version);

  /** Files of versions that are gone, which were not deleted yet. */
  List<Location> doomed();

  /** Whether what was deleted may still stand in bytes of the catalog that nobody uses. */
  boolean isUnclean();

  /** Metadata files of tables in this catalog that are not the lake's: another program's. */
  List<String> otherTables();

  /** The history within a transaction. */
  interface Update extends History {
    /**
     * Takes versions away, with every row of the small tables that no other version has.
     *
     * @param files what nobody names any more: to be deleted once this is committed
     * @param by the version since which they are gone
     */
    void expire(Collection<Long> versions, Collection<Location> files, long by);

    /** Forgets runs that no version has: rejects that name them. */
    void forget(Collection<String> runIds);

    /** Says that files are deleted. */
    void deleted(Collection<Location> files);
  }
}
