/** Columns of a run's tables in memory: numbers, times, texts. */
@NullMarked
package tools.peak.evidence.column;

import org.jspecify.annotations.NullMarked;
