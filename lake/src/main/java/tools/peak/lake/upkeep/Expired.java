package tools.peak.lake.upkeep;

import java.util.Set;

/**
 * What an expiry did.
 *
 * @param plan the plan that it did
 * @param versions how many versions are gone
 * @param files how many files are deleted
 * @param bytes of those files
 * @param left versions that stay for now, because somebody reads them
 * @param isClean whether no byte of the catalog holds what was deleted; not while somebody reads
 *     it: the next expiry tries again
 * @param version the lake's newest version afterwards
 */
public record Expired(
    String plan,
    long versions,
    long files,
    long bytes,
    Set<Long> left,
    boolean isClean,
    long version) {
  public Expired {
    left = Set.copyOf(left);
  }
}
