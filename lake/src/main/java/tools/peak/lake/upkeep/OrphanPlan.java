package tools.peak.lake.upkeep;

import java.time.Instant;
import java.util.List;

/**
 * Which files nothing names, and would go.
 *
 * @param id names it
 * @param version the lake's version that it was made from
 * @param at the time that ages were counted from
 * @param files those that would go
 * @param young how many nobody names either, and are too young to go
 * @param future how many are dated in the future: nobody knows how old they are
 */
public record OrphanPlan(
    String id, long version, Instant at, List<Orphan> files, long young, long future) {
  public OrphanPlan {
    files = List.copyOf(files);
  }

  /** Of all files that would go. */
  public long bytes() {
    return files.stream().mapToLong(Orphan::bytes).sum();
  }
}
