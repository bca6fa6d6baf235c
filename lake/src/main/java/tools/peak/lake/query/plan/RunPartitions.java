package tools.peak.lake.query.plan;

import java.util.Collection;
import java.util.Set;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;

/** Knows where rows of runs lie without reading them. */
@FunctionalInterface
public interface RunPartitions {
  /** Knows nothing. */
  RunPartitions UNKNOWN = (_, _, _) -> Set.of();

  /**
   * The partitions that all rows of those runs in a table lie in, at a version of the lake.
   *
   * @return empty where that is not known for each of them
   */
  Set<Partition> of(LakeTable table, Collection<String> runIds, long version);
}
