/** Reads Parquet files of any writer, and believes nothing that they claim before it is checked. */
@NullMarked
package tools.peak.parquet.read;

import org.jspecify.annotations.NullMarked;
