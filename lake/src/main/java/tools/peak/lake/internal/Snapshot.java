package tools.peak.lake.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.peak.lake.schema.LakeTable;

/**
 * The lake at one version: all tables of the same moment, free of any engine.
 *
 * @param version counts from 1
 * @param committedAt when the version was committed
 * @param tables every Iceberg table
 * @param state the small tables of the catalog
 */
public record Snapshot(
    long version,
    Instant committedAt,
    Map<LakeTable, TableSnapshot> tables,
    List<StateTable> state) {}
