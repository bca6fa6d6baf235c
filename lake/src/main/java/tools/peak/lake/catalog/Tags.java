package tools.peak.lake.catalog;

import java.util.Collection;

/** Tags and notes of runs. The last write is in force; what it replaced stays for as-of. */
public interface Tags {
  /** Sets a tag. */
  void set(String runId, String key, String value, String setBy);

  /** Takes all tags off runs. */
  void clear(Collection<String> runIds);

  /** Gives runs the tags back that they had at a version, as who set them when. */
  void restore(Collection<String> runIds, long version);
}
