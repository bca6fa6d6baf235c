package tools.peak.runner.demo;

import tools.peak.runner.bars.Bars;

/**
 * Real market data to try things on.
 *
 * @param name what it is, in a few words
 * @param symbol such as {@code BTC/USD}
 * @param bars named after the file they come from
 * @param limits one sentence on how little it proves
 */
public record Dataset(String name, String symbol, Bars bars, String limits) {}
