/** Market data: immutable, sorted, checked bars from CSV or Parquet. */
@NullMarked
package tools.peak.runner.bars;

import org.jspecify.annotations.NullMarked;
