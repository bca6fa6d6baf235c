package tools.peak.lake.query.filter;

import java.util.Set;
import java.util.SortedMap;

/** The keys that the runs of a lake use: found in its rows, so asked for only when needed. */
public interface Keys {
  /** Whether any row has the key. */
  boolean contains(Space space, String key);

  /** All keys, exactly as they are written. */
  Set<String> all(Space space);

  /**
   * What runs have under the name of a metric where it is no number, and how many of them: {@code
   * an object}, {@code a list}, {@code a text}, {@code true or false}.
   */
  SortedMap<String, Long> withoutNumber(String metric);
}
