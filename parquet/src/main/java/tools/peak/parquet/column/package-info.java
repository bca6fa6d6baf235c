/** Columns of a run's tables in memory: numbers, times, texts. */
@NullMarked
package tools.peak.parquet.column;

import org.jspecify.annotations.NullMarked;
