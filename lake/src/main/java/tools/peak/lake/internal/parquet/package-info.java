/** Writes a batch's runs into Parquet files of the lake's tables, straight from what was read. */
@NullMarked
package tools.peak.lake.internal.parquet;

import org.jspecify.annotations.NullMarked;
