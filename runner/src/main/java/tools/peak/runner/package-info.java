/**
 * Backtests on ta4j: bars in, one Evidence Chain a run out.
 *
 * <p>The road of a run is one line: {@code bars} (market data) → {@code strategy} (signals, by
 * ta4j) → {@code simulation} (cash, fills, curve) → {@code metrics} → a run folder. {@code sweep}
 * drives it over a grid of parameters, {@code demo} brings real data to try it on.
 */
@NullMarked
package tools.peak.runner;

import org.jspecify.annotations.NullMarked;
