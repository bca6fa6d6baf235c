package tools.peak.lake.query.plan;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.peak.lake.catalog.StateTable;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/**
 * The lake at one version: all tables of the same moment, free of any engine.
 *
 * @param version counts from 1
 * @param committedAt when the version was committed
 * @param tables every Iceberg table
 * @param state the small tables of the catalog
 * @param places where runs lie
 */
public record View(
    long version,
    Instant committedAt,
    Map<LakeTable, TableSnapshot> tables,
    List<StateTable> state,
    RunPartitions places) {

  /** The same with another table in the place of one. */
  public View with(LakeTable table, TableSnapshot content) {
    Map<LakeTable, TableSnapshot> changed = new EnumMap<>(tables);
    changed.put(table, content);
    return new View(version, committedAt, changed, state, places);
  }
}
