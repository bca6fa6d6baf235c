/** Writes a batch's runs into Parquet files of the lake's tables, straight from what was read. */
@NullMarked
package tools.peak.lake.write;

import org.jspecify.annotations.NullMarked;
