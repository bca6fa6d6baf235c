/** Backtests of QuantConnect's LEAN. */
@NullMarked
package tools.peak.importers.lean;

import org.jspecify.annotations.NullMarked;
