package tools.peak.parquet;

import java.util.List;

/**
 * A stretch of a file's rows.
 *
 * @param chunks one a column, in the schema's order
 */
record RowGroup(long rows, List<Chunk> chunks) {}
