/** Writes Parquet files: flat columns and maps, every page a zstd frame. */
@NullMarked
package tools.peak.parquet.write;

import org.jspecify.annotations.NullMarked;
