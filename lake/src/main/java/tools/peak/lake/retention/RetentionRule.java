package tools.peak.lake.retention;

import java.util.List;
import java.util.Optional;

/**
 * A rule: which runs it is for, how old they have to be, what is kept of them, and which stay whole
 * all the same.
 *
 * @param name names it
 * @param conditions the filters that a run has to fulfil, all of them
 * @param olderThan empty for {@code never}: its runs stay, whatever later rules say
 * @param keepsStats the run's row, metrics, params and tags stay; trades, equity, artifacts and
 *     spans go
 * @param exceptTop the best of its runs, which stay
 */
public record RetentionRule(
    String name,
    List<String> conditions,
    Optional<Age> olderThan,
    boolean keepsStats,
    Optional<Top> exceptTop) {
  public RetentionRule {
    conditions = List.copyOf(conditions);
  }

  /**
   * The best runs of each group, whatever their age. NaN and NULL come last, ties go by run_id.
   *
   * @param count so many of each group; or, if it is negative, none by count
   * @param percent that share of each group, rounded up
   * @param by what they are ordered by, such as {@code sharpe desc}
   * @param per what groups them, such as {@code strategy}; empty for one group of all
   */
  public record Top(int count, double percent, String by, Optional<String> per) {
    /** How many of a group stay. */
    int of(long size) {
      return count >= 0
          ? (int) Math.min(count, size)
          : (int) Math.min(size, (long) Math.ceil(size * percent / 100));
    }

    String reason() {
      return per.map(group -> "top of its " + group).orElse("among the best");
    }
  }
}
