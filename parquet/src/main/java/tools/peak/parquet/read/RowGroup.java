package tools.peak.parquet.read;

import java.util.List;

/**
 * A stretch of a file's rows.
 *
 * @param chunks one a column, in the schema's order
 */
record RowGroup(long rows, List<ColumnChunk> chunks) {}
