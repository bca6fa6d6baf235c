package tools.peak.runner.live.journal;

import tools.peak.runner.live.trade.Fill;

/**
 * A fill and what it earned.
 *
 * @param pnl after costs; of a purchase 0
 */
public record Booked(Fill fill, double pnl) {}
