/** freqtrade's backtest results and hyperopt epochs. */
@NullMarked
package tools.peak.importers.freqtrade;

import org.jspecify.annotations.NullMarked;
