package tools.peak.lake.table;

import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Partition;

/**
 * A data file that a table names.
 *
 * @param path absolute path
 * @param partition where its rows belong; null in a table without partitions
 * @param rows how many rows it holds
 * @param bytes its length
 * @param minRunId no run_id in it is less; null where that is not known
 * @param maxRunId no run_id in it is greater; null where that is not known
 */
public record DataFileEntry(
    String path,
    @Nullable Partition partition,
    long rows,
    long bytes,
    @Nullable String minRunId,
    @Nullable String maxRunId) {}
