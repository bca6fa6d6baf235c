package tools.peak.runner.live.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a session stands. Times are milliseconds since the epoch, money is in the currency of the
 * prices.
 *
 * @param at when this was so
 * @param why of the health, one short reason; null where it is normal
 * @param cycles decision cycles so far
 * @param lastCycle when the last one was; null before the first
 * @param barMicros time of the last bar, microseconds since the epoch; null before the first
 * @param dataAgeLimit how old data may be until they are stale
 * @param position units held
 * @param lossBudget what may still be lost today; null without a limit
 * @param drawdown at most 0
 * @param heldCycles cycles that ended with a position
 * @param counts orders by what became of them, and what was wrong with the feed
 */
public record SessionState(
    long at,
    Health health,
    Permission permission,
    @Nullable String why,
    long cycles,
    @Nullable Long lastCycle,
    @Nullable Long barMicros,
    long dataAgeLimit,
    double position,
    double price,
    double cash,
    double equity,
    double pnl,
    @Nullable Double lossBudget,
    double drawdown,
    long heldCycles,
    Map<String, Long> counts) {

  public SessionState {
    counts = Map.copyOf(counts);
  }

  /** How long ago the last cycle was, in milliseconds; null before the first. */
  public @Nullable Long cycleAge(long now) {
    return lastCycle == null ? null : Math.max(0, now - lastCycle);
  }
}
