/** What reader and writer share: the format's own numbers, and Thrift's compact protocol. */
@NullMarked
package tools.peak.parquet.format;

import org.jspecify.annotations.NullMarked;
