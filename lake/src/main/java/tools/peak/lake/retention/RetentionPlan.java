package tools.peak.lake.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What retention would do: applied as it is, or not at all.
 *
 * @param id names it
 * @param version the lake's version that it was made from
 * @param at the time that ages were counted from
 * @param rules the names of the rules, in order
 * @param runs the runs that go, and those that stay though they are old enough
 * @param unmatched how many runs no rule is for
 */
public record RetentionPlan(
    String id,
    long version,
    Instant at,
    List<String> rules,
    List<PlannedRun> runs,
    long unmatched) {
  public RetentionPlan {
    rules = List.copyOf(rules);
    runs = List.copyOf(runs);
  }

  /**
   * What a rule takes.
   *
   * @param bytes the share of files that goes
   * @param oldest the least timestamp of the runs; null where none has one
   * @param youngest the greatest, likewise
   */
  public record Taken(
      String rule, long runs, long bytes, @Nullable Instant oldest, @Nullable Instant youngest) {
    Taken plus(PlannedRun run) {
      Instant time = run.timestamp();
      return new Taken(
          rule,
          runs + 1,
          bytes + run.bytes(),
          oldest == null || (time != null && time.isBefore(oldest)) ? time : oldest,
          youngest == null || (time != null && time.isAfter(youngest)) ? time : youngest);
    }
  }

  /** The runs that go. */
  public List<PlannedRun> taken() {
    return runs.stream().filter(PlannedRun::isTaken).toList();
  }

  /** What each rule takes, in the order of the rules. */
  public List<Taken> byRule() {
    Map<String, Taken> byName = new LinkedHashMap<>();
    rules.forEach(rule -> byName.put(rule, new Taken(rule, 0, 0, null, null)));
    taken().forEach(run -> byName.computeIfPresent(run.rule(), (_, before) -> before.plus(run)));
    return List.copyOf(byName.values());
  }

  /** The youngest of the runs that go. */
  public List<PlannedRun> youngest(int count) {
    return taken().stream()
        .sorted(
            Comparator.comparing(
                    PlannedRun::timestamp, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
                .thenComparing(PlannedRun::runId))
        .limit(count)
        .toList();
  }
}
