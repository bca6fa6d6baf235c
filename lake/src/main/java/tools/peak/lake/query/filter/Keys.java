package tools.peak.lake.query.filter;

import java.util.Set;

/** The keys that the runs of a lake use: found in its rows, so asked for only when needed. */
public interface Keys {
  /** Whether any row has the key. */
  boolean contains(Space space, String key);

  /** All keys, exactly as they are written. */
  Set<String> all(Space space);
}
