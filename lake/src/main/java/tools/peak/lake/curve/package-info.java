/** Equity curves of runs, and what is read off them: returns of periods, drawdowns, windows. */
@NullMarked
package tools.peak.lake.curve;

import org.jspecify.annotations.NullMarked;
