package tools.peak.evidence.parquet;

import java.util.List;

/**
 * A stretch of a file's rows.
 *
 * @param chunks one a column, in the schema's order
 */
record RowGroup(long rows, List<Chunk> chunks) {}
