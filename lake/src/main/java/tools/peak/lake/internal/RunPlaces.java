package tools.peak.lake.internal;

import java.util.Collection;
import java.util.Set;

/** Knows where rows of runs lie without reading them. */
@FunctionalInterface
public interface RunPlaces {
  /** Knows nothing. */
  RunPlaces UNKNOWN = (_, _) -> Set.of();

  /**
   * The partitions that all rows of those runs lie in, at a version of the lake.
   *
   * @return empty where that is not known for each of them
   */
  Set<Partition> of(Collection<String> runIds, long version);
}
