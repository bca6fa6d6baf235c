package tools.peak.lake.upkeep;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which versions would go, and what with them.
 *
 * @param id names it
 * @param version the lake's version that it was made from
 * @param at the time that ages were counted from
 * @param before versions that were in force then or later stay
 * @param versions the numbers of those that go
 * @param files how many files nobody would name any more
 * @param bytes of those files
 * @param kept versions that stay though they are old enough, and why
 * @param tags snapshots that stay because another program's tag or branch names them: {@code table:
 *     name}
 */
public record ExpiryPlan(
    String id,
    long version,
    Instant at,
    Instant before,
    List<Long> versions,
    long files,
    long bytes,
    Map<Long, String> kept,
    List<String> tags) {
  public ExpiryPlan {
    versions = List.copyOf(versions);
    kept = Map.copyOf(new TreeMap<>(kept));
    tags = List.copyOf(tags);
  }
}
