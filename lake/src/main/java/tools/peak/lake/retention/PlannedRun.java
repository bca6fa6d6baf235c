package tools.peak.lake.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run that a rule is for.
 *
 * @param rule the rule's name
 * @param action what is done to it
 * @param reason why it stays though it is old enough, or why it was chosen; may be empty
 * @param bytes its share of the files that hold its rows
 * @param timestamp the run's; null where it has none
 */
public record PlannedRun(
    String runId,
    String rule,
    Action action,
    String reason,
    long bytes,
    @Nullable Instant timestamp) {
  /** What is done. */
  public enum Action {
    /** All of it goes. */
    PURGE,
    /** Trades, equity, artifacts and spans go. */
    STRIP,
    /** Nothing goes. */
    KEEP
  }

  boolean isTaken() {
    return action != Action.KEEP;
  }
}
