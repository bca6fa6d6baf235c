package tools.peak.lake.table;

import org.jspecify.annotations.Nullable;

/**
 * Where a table stands at a version of the lake.
 *
 * @param metadata absolute path of the Iceberg metadata file
 * @param snapshotId the Iceberg snapshot, null while the table is empty
 * @param schemaId the schema in force
 */
public record TablePointer(String metadata, @Nullable Long snapshotId, int schemaId) {}
