/**
 * Small, flat Parquet tables, read and written without an engine: a trades file of 40 rows is
 * decoded in some microseconds, and hostile bytes end in a {@link ParquetException}.
 */
@NullMarked
package tools.peak.parquet;

import org.jspecify.annotations.NullMarked;
