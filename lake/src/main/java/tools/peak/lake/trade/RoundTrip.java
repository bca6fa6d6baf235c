package tools.peak.lake.trade;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A position that was entered and left.
 *
 * @param runId whose it is
 * @param seq its place among the run's trades
 * @param symbol what was traded; empty where nobody said
 * @param side {@code long} or {@code short}, or as it was written; empty where nobody said
 * @param entry when; null where that is not known
 * @param exit when; null where it is still open or not known
 * @param pnl profit after fees in currency; NaN where there is none
 * @param ratio profit over what was paid at the entry, a fraction; NaN where there is none
 * @param fee paid for both sides, in currency; NaN where nobody said
 * @param reason why it was left; empty where nobody said
 */
public record RoundTrip(
    String runId,
    long seq,
    String symbol,
    String side,
    @Nullable Instant entry,
    @Nullable Instant exit,
    double pnl,
    double ratio,
    double fee,
    String reason) {}
